#include "policy/denial_text.h"
#include "policy/explanation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace strongroom::policy {
namespace {

/// What a client sent may hold escape sequences for the reader's terminal, or lines of its own.
std::string printable(std::string text) {
  std::ranges::replace_if(text, [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; }, '?');
  // C1 controls, as UTF-8: C2 80 to C2 9F.
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto second = static_cast<unsigned char>(text[i + 1]);
    if (text[i] == '\xc2' && second >= 0x80 && second < 0xa0) text[i] = text[i + 1] = '?';
  }
  return text;
}

std::string line(std::string text) { return printable(std::move(text)) + '\n'; }

std::string outcome_line(const Explanation& explanation) {
  const std::string on =
      explanation.resource == "*" ? "" : fmt::format(" on {}", explanation.resource);
  const std::string_view verb = explanation.effect == Effect::Allow ? "ALLOWED" : "DENIED";
  return line(
      fmt::format("{}: {} asked for {}{}", verb, explanation.caller, explanation.action, on));
}

std::string why_line(const Explanation& explanation) {
  if (explanation.effect != Effect::Allow) return line("  " + explanation.reason);
  if (explanation.by_statement) {
    return fmt::format("  because a statement allows it, of this kind: {}\n",
                       name_of(explanation.cause));
  }
  return "  because it needs no policy: root in its own account, a grant, or GetCallerIdentity\n";
}

std::string policies_line(const Explanation& explanation) {
  return fmt::format(
      "Looked at: {} identity-based, {} boundary, {} session policies, {} "
      "resource-based\n",
      explanation.identity_policies, explanation.has_boundary ? "a" : "no",
      explanation.has_session_policies ? "with" : "no",
      explanation.has_resource_policy ? "a" : "no");
}

std::string condition_line(const FailedCondition& failed) {
  const std::string found = failed.found.empty()
                                ? std::string(failed.present ? "it is ambiguous" : "it is absent")
                                : fmt::format("it is [{}]", fmt::join(failed.found, ", "));
  return line(fmt::format("      {} {} wants [{}], {}", failed.op, failed.key,
                          fmt::join(failed.wanted, ", "), found));
}

std::string_view outcome_of(StatementCheck check) {
  switch (check) {
    case StatementCheck::Matches:
      return "matches";
    case StatementCheck::Action:
      return "is about other actions";
    case StatementCheck::Resource:
      return "is about other resources";
    case StatementCheck::Principal:
      return "is about other principals";
    case StatementCheck::Condition:
      return "has conditions that do not hold";
  }
  return {};
}

std::string statement_lines(const StatementReport& report) {
  const std::string sid = report.sid.empty() ? "" : fmt::format(" \"{}\"", report.sid);
  std::string lines = line(fmt::format(
      "  {} {}: statement {}{} at line {}, {}, {}", name_of(report.set), report.policy,
      report.number, sid, report.begin.line,
      report.effect == StatementEffect::Allow ? "Allow" : "Deny", outcome_of(report.check)));
  for (const FailedCondition& failed : report.failed) lines += condition_line(failed);
  return lines;
}

}  // namespace

std::string explanation_text(const Explanation& explanation) {
  std::string text = outcome_line(explanation) + why_line(explanation) + policies_line(explanation);
  std::size_t others = 0;
  for (const StatementReport& report : explanation.statements) {
    if (report.check == StatementCheck::Action) {
      ++others;
    } else {
      text += statement_lines(report);
    }
  }
  if (others > 0) text += fmt::format("  and {} about other actions\n", others);
  return text;
}

}  // namespace strongroom::policy
