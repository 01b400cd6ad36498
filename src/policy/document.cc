#include "policy/document.h"

#include "policy/case_fold.h"
#include "policy/strict_json.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace strongroom::policy {
namespace {

using Parsed = std::expected<void, Problem>;
using Detail = Problem::Detail;

std::unexpected<Problem> refuse(std::string_view where, std::string what,
                                Detail detail = Detail::None, std::string subject = {}) {
  return std::unexpected(
      syntax_problem(std::string(where), std::move(what), detail, std::move(subject)));
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// `*`, or a service and a pattern: `secretsmanager:Get*`. The service itself is no pattern.
Parsed check_action(std::string_view element, const std::string& text) {
  if (text == "*") return {};
  const std::string what = "'" + text + "' is of a wrong form";
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return refuse(element, what, Detail::ActionWithoutVendor);
  if (text.find(':', colon + 1) != text.npos) {
    return refuse(element, what, Detail::ActionWithManyColons);
  }
  const std::string_view service = std::string_view(text).substr(0, colon);
  const std::string_view name = std::string_view(text).substr(colon + 1);
  const auto in_service = [](char c) { return is_letter_or_digit(c) || c == '-'; };
  const auto in_action = [](char c) { return is_letter_or_digit(c) || c == '*' || c == '?'; };
  if (service.empty() || !std::ranges::all_of(service, in_service)) {
    return refuse(element, what, Detail::ActionVendor, std::string(service));
  }
  if (name.empty() || !std::ranges::all_of(name, in_action)) return refuse(element, what);
  return {};
}

// Only `*`, an ARN of six parts, or the beginning of one that ends in `*`.
Parsed check_resource(std::string_view element, const std::string& text) {
  if (!text.empty() && text.find_first_not_of('*') == text.npos) return {};
  const bool whole = std::ranges::count(text, ':') >= 5 || text.ends_with('*');
  if (text.starts_with("arn:") && whole) return {};
  return refuse(element, "'" + text + "' is of a wrong form", Detail::LegacyParsing);
}

Parsed parse_patterns(const Json::Member& element,
                      Parsed (*check)(std::string_view element, const std::string& text),
                      Detail when_empty, Patterns& into) {
  if (!into.patterns.empty()) return refuse(element.name, "stands beside its opposite");
  into.negated = element.name.starts_with("Not");
  const auto add = [&](const Json& value) -> Parsed {
    if (value.kind != Json::Kind::String) return refuse(element.name, "must hold texts");
    into.patterns.push_back(value.text);
    return check(element.name, value.text);
  };
  if (element.value.kind != Json::Kind::Array) return add(element.value);
  for (const Json& item : element.value.items) {
    if (auto added = add(item); !added) return added;
  }
  if (into.patterns.empty()) return refuse(element.name, "is empty", when_empty);
  return {};
}

Parsed parse_effect(const Json& value, Statement& statement) {
  if (value.kind == Json::Kind::String && value.text == "Allow") {
    statement.effect = StatementEffect::Allow;
  } else if (value.kind == Json::Kind::String && value.text == "Deny") {
    statement.effect = StatementEffect::Deny;
  } else {
    const std::string effect = ascii_lower(value.text);
    const bool case_only = effect == "allow" || effect == "deny";
    return refuse("Effect", "must be Allow or Deny",
                  case_only ? Detail::LegacyParsing : Detail::None);
  }
  return {};
}

Parsed parse_principal_element(const Json::Member& element, Statement& statement) {
  if (!statement.principals.absent()) return refuse(element.name, "stands beside its opposite");
  auto named = parse_principals(element.value);
  if (!named) return std::unexpected(std::move(named).error().inside(element.name));
  statement.principals = *std::move(named);
  statement.principals.negated = element.name == "NotPrincipal";
  return {};
}

Parsed parse_condition_element(const Json& value, Statement& statement) {
  auto conditions = parse_conditions(value);
  if (!conditions) return std::unexpected(std::move(conditions).error().inside("Condition"));
  statement.conditions = *std::move(conditions);
  return {};
}

Parsed parse_text(const Json::Member& element, std::string& into) {
  if (element.value.kind != Json::Kind::String) return refuse(element.name, "must be a text");
  into = element.value.text;
  return {};
}

Parsed parse_element(const Json::Member& element, Statement& statement) {
  const std::string_view name = element.name;
  if (name == "Sid") return parse_text(element, statement.sid);
  if (name == "Effect") return parse_effect(element.value, statement);
  if (name == "Principal" || name == "NotPrincipal") {
    return parse_principal_element(element, statement);
  }
  if (name == "Action" || name == "NotAction") {
    return parse_patterns(element, &check_action, Detail::MissingActions, statement.actions);
  }
  if (name == "Resource" || name == "NotResource") {
    return parse_patterns(element, &check_resource, Detail::MissingResources, statement.resources);
  }
  if (name == "Condition") return parse_condition_element(element.value, statement);
  return refuse(name, "is not an element of a statement");
}

std::expected<Statement, Problem> parse_statement(const Json& value) {
  if (value.kind != Json::Kind::Object) return refuse("", "must be an object");
  Statement statement;
  for (const Json::Member& element : value.members) {
    if (auto parsed = parse_element(element, statement); !parsed) {
      return std::unexpected(std::move(parsed).error());
    }
  }
  if (std::ranges::find(value.members, "Effect", &Json::Member::name) == value.members.end()) {
    return refuse("Effect", "is missing");
  }
  if (statement.actions.patterns.empty())
    return refuse("Action", "is missing", Detail::MissingActions);
  return statement;
}

Parsed add_statement(const Json& value, const std::string& where, Document& document) {
  auto statement = parse_statement(value);
  if (!statement) return std::unexpected(std::move(statement).error().inside(where));
  const bool taken = !statement->sid.empty() &&
                     std::ranges::find(document.statements, statement->sid, &Statement::sid) !=
                         document.statements.end();
  if (taken) return refuse(where + ".Sid", "stands in two statements", Detail::RepeatedSid);
  document.statements.push_back(*std::move(statement));
  return {};
}

Parsed parse_statements(const Json& value, Document& document) {
  if (value.kind != Json::Kind::Array) return add_statement(value, "Statement", document);
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    const std::string where = "Statement[" + std::to_string(i) + "]";
    if (auto added = add_statement(value.items[i], where, document); !added) return added;
  }
  return {};
}

Parsed parse_version(const Json& value, Document& document) {
  if (value.kind == Json::Kind::String && value.text == "2012-10-17") {
    document.version = DocumentVersion::V2012;
  } else if (value.kind != Json::Kind::String || value.text != "2008-10-17") {
    return std::unexpected(Problem{.kind = Problem::Kind::Version,
                                   .where = "Version",
                                   .what = "must be 2012-10-17 or 2008-10-17"});
  }
  return {};
}

Parsed parse_member(const Json::Member& member, Document& document) {
  if (member.name == "Version") return parse_version(member.value, document);
  if (member.name == "Id") return parse_text(member, document.id);
  if (member.name == "Statement") return parse_statements(member.value, document);
  return refuse(member.name, "is not an element of a policy");
}

}  // namespace

std::expected<Document, Problem> parse_document(std::string_view text) {
  const auto json = parse_strict_json(text);
  if (!json) {
    return std::unexpected(Problem{.kind = Problem::Kind::NotJson,
                                   .where = "byte " + std::to_string(json.error().offset),
                                   .what = json.error().what});
  }
  if (json->kind != Json::Kind::Object) return refuse("", "must be an object");
  Document document;
  for (const Json::Member& member : json->members) {
    if (auto parsed = parse_member(member, document); !parsed) {
      return std::unexpected(std::move(parsed).error());
    }
  }
  if (document.statements.empty()) return refuse("Statement", "is missing or empty");
  return document;
}

}  // namespace strongroom::policy
