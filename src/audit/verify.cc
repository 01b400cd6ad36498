#include "audit/verify.h"

#include "audit/digest.h"
#include "audit/event_time.h"
#include "audit/files.h"
#include "audit/line_source.h"
#include "audit/record_view.h"
#include "base/encoding.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <iterator>
#include <string_view>
#include <utility>

namespace strongroom::audit {
namespace {

/// The files of records, in the order of the chain.
Result<std::vector<std::string>> event_files(const std::string& folder) {
  SR_TRY(const std::vector<ClosedFile> closed, closed_files(folder));
  std::vector<std::string> paths;
  std::ranges::transform(closed, std::back_inserter(paths), &ClosedFile::events);
  const std::string active = folder + "/" + std::string(kActiveEvents);
  if (std::filesystem::exists(active)) paths.push_back(active);
  if (!paths.empty()) return paths;
  return failure(ErrorCode::Unavailable, fmt::format("{}: there are no audit files", folder));
}

/// The files of digests, also those whose records are gone.
std::vector<std::string> digest_files(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("digests-") && name.ends_with(".jsonl")) {
      paths.push_back(entry.path().string());
    }
  }
  std::ranges::sort(paths);
  const std::string active = folder + "/" + std::string(kActiveDigests);
  if (std::filesystem::exists(active)) paths.push_back(active);
  return paths;
}

std::optional<Timestamp> first_time(const std::string& events) {
  auto lines = LineSource::open(events);
  const auto line = lines ? lines->next() : std::nullopt;
  const auto record = line ? RecordView::parse(*line) : std::nullopt;
  return record ? parse_event_time(record->text("eventTime")) : std::nullopt;
}

/// Drops the files that end before `from` or begin after `to`. A file ends where the next begins.
void keep_range(std::vector<std::string>& events, const Verification& what) {
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto begin = first_time(events[i]);
    const auto end = i + 1 < events.size() ? first_time(events[i + 1]) : std::nullopt;
    if (what.to && begin && *begin > *what.to) continue;
    if (what.from && end && *end < *what.from) continue;
    kept.push_back(std::move(events[i]));
  }
  events = std::move(kept);
}

class Verifier {
 public:
  explicit Verifier(const Verification& what) : what_(what) {}

  Result<VerificationReport> run() {
    SR_TRY(std::vector<std::string> events, event_files(what_.folder));
    keep_range(events, what_);
    for (const std::string& path : digest_files(what_.folder)) read_digests(path);
    for (const std::string& path : events) read_events(path);
    check_end();
    return std::move(report_);
  }

 private:
  void find(std::string finding) {
    if (report_.findings.size() < VerificationReport::kMostFindings) {
      report_.findings.push_back(std::move(finding));
    }
    ++report_.findings_in_all;
  }

  void read_digests(const std::string& path) {
    auto lines = LineSource::open(path);
    if (!lines) return find(lines.error().message());
    while (const auto line = lines->next()) {
      auto digest = parse_digest(*line, what_.keys);
      if (!digest) {
        find(fmt::format("{}: a line at byte {} is no digest", path, lines->offset()));
        continue;
      }
      if (!digest->genuine) {
        find(
            fmt::format("{}: the digest of records {} to {} is not signed by the key given "
                        "(it names {})",
                        path, digest->digest.start.sequence + 1, digest->digest.end.sequence,
                        digest->fingerprint));
        continue;
      }
      follow(path, *digest);
      ++report_.digests;
      report_.signed_up_to = std::max(report_.signed_up_to, digest->digest.end.sequence);
      digests_.push_back(digest->digest);
    }
  }

  /// Each digest names the one before by its hash and its signature.
  void follow(const std::string& path, const SignedDigest& digest) {
    const bool first = last_digest_hash_.empty();
    if (!first && (digest.digest.previous_hash != last_digest_hash_ ||
                   digest.digest.previous_signature != last_digest_signature_)) {
      find(
          fmt::format("{}: before the digest of records {} to {} one was removed, inserted or "
                      "reordered",
                      path, digest.digest.start.sequence + 1, digest.digest.end.sequence));
    }
    last_digest_hash_ = digest.hash;
    last_digest_signature_ = digest.signature;
  }

  void read_events(const std::string& path) {
    auto lines = LineSource::open(path);
    if (!lines) return find(lines.error().message());
    ++report_.files;
    while (const auto line = lines->next()) record(path, lines->offset(), *line);
    report_.bytes += lines->end_offset();
    if (lines->broken()) find(fmt::format("{}: the file is damaged", path));
  }

  void record(const std::string& path, std::uint64_t offset, std::string_view line) {
    const auto chained = parse_chained(line);
    if (!chained) {
      return find(
          fmt::format("record {}: altered, or something was inserted: the line at byte {} "
                      "of {} is not chained",
                      head_.sequence + 1, offset, path));
    }
    const ChainHead stated = chained->stated;
    if (report_.records == 0) begin(stated);
    if (stated.sequence > head_.sequence + 1) {
      find_removed(head_.sequence + 1, stated.sequence - 1);
    } else if (stated.sequence <= head_.sequence) {
      return find(
          fmt::format("record {}: inserted or reordered: it stands behind record {}, at "
                      "byte {} of {}",
                      stated.sequence, head_.sequence, offset, path));
    } else if (!unlinked_ && chained->head_after(head_) != stated) {
      find(fmt::format("record {}: altered", stated.sequence));
    }
    unlinked_ = false;
    head_ = stated;
    count(*chained);
    check_digests();
  }

  void count(const ChainedLine& line) {
    ++report_.records;
    report_.latest = time_in(line.record);
    if (report_.records == 1) {
      report_.earliest = report_.latest;
      report_.first_sequence = line.stated.sequence;
    }
  }

  static std::string time_in(std::string_view record) {
    constexpr std::string_view kName = R"("eventTime":")";
    const std::size_t at = record.find(kName);
    return at == std::string_view::npos ? std::string()
                                        : std::string(record.substr(at + kName.size(), 20));
  }

  /// Where the first record that is there comes in: at the chain's beginning, or where a digest
  /// says that an earlier file ended.
  void begin(const ChainHead& first) {
    head_ = {.sequence = first.sequence - 1, .hash = {}};
    unlinked_ = first.sequence != 1;
    const auto earlier = [&] {
      return !digests_.empty() && digests_.front().end.sequence < first.sequence;
    };
    if (what_.from) {
      while (earlier()) digests_.pop_front();
    }
    if (digests_.empty()) {
      if (unlinked_ && !what_.from) find_removed(1, head_.sequence);
      return;
    }
    const ChainHead start = digests_.front().start;
    if (start.sequence < head_.sequence && !what_.from) {
      find_removed(start.sequence + 1, head_.sequence);
    }
    while (earlier()) digests_.pop_front();
    if (digests_.empty() || digests_.front().start.sequence != head_.sequence) return;
    head_ = digests_.front().start;
    unlinked_ = false;
  }

  void find_removed(std::uint64_t from, std::uint64_t to) {
    find(from == to ? fmt::format("record {}: removed", to)
                    : fmt::format("records {} to {}: removed", from, to));
  }

  /// What was signed at this place must be what is there.
  void check_digests() {
    while (!digests_.empty() && digests_.front().end.sequence <= head_.sequence) {
      const Digest digest = digests_.front();
      digests_.pop_front();
      if (digest.end.sequence < head_.sequence) {
        if (digest.end.sequence >= report_.first_sequence) {
          find(fmt::format("record {}: signed, and missing", digest.end.sequence));
        }
      } else if (digest.end.hash != head_.hash) {
        find(fmt::format("records {} to {}: written anew: another chain was signed at {} ms",
                         digest.start.sequence + 1, digest.end.sequence,
                         milliseconds_of(digest.end_time)));
      }
    }
  }

  void check_end() {
    report_.head = head_;
    if (!digests_.empty() && !what_.to) {
      find(fmt::format("records {} to {}: signed, and missing at the end", head_.sequence + 1,
                       digests_.back().end.sequence));
    }
  }

  const Verification& what_;
  VerificationReport report_;
  std::deque<Digest> digests_;
  std::string last_digest_hash_;
  std::string last_digest_signature_;
  ChainHead head_;
  bool unlinked_ = false;
};

}  // namespace

Result<VerificationReport> verify(const Verification& what) { return Verifier(what).run(); }

std::string text_of(const VerificationReport& report) {
  std::string text;
  for (const std::string& finding : report.findings) text += "WRONG  " + finding + "\n";
  if (report.findings_in_all > report.findings.size()) {
    text += fmt::format("WRONG  and {} more\n", report.findings_in_all - report.findings.size());
  }
  text += fmt::format("files     {}\nrecords   {} ({} to {})\ntimes     {} to {}\n", report.files,
                      report.records, report.first_sequence, report.head.sequence, report.earliest,
                      report.latest);
  text +=
      fmt::format("digests   {}, signed up to record {}\n", report.digests, report.signed_up_to);
  text += fmt::format("head      {} {}\n", report.head.sequence, hex_of(report.head.hash));
  text += report.whole() ? "The audit records are whole.\n" : "The audit records are NOT whole.\n";
  return text;
}

}  // namespace strongroom::audit
