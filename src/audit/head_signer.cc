#include "audit/head_signer.h"

#include "audit/files.h"
#include "audit/line_source.h"
#include "base/log.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <utility>

namespace strongroom::audit {
namespace {

constexpr std::chrono::seconds kPeriod{60};
constexpr std::uint64_t kRecords = 1000;

}  // namespace

Result<HeadSigner> HeadSigner::open(const std::string& folder, std::optional<DigestWriter> digests,
                                    Timestamp now) {
  SR_TRY(LogFile file, LogFile::open(folder + "/" + std::string(kActiveDigests)));
  HeadSigner signer(std::move(file), std::move(digests), now);
  SR_CHECK(signer.find_last(folder));
  return signer;
}

Result<void> HeadSigner::find_last(const std::string& folder) {
  std::string last = file_.last_line();
  if (last.empty()) {
    SR_TRY(const auto closed, closed_files(folder));
    if (closed.empty()) return {};
    if (auto lines = LineSource::open(closed.back().digests)) {
      while (const auto line = lines->next()) last = *line;
    }
  }
  const auto read = parse_digest(last, {});
  if (!read) return {};
  signed_head_ = read->digest.end;
  signed_at_ = read->digest.end_time;
  if (digests_) digests_->follow(last);
  return {};
}

bool HeadSigner::is_due(const ChainHead& head, Timestamp now) const {
  const std::uint64_t unsigned_records = head.sequence - signed_head_.sequence;
  return digests_ && unsigned_records > 0 &&
         (unsigned_records >= kRecords || now - signed_at_ >= kPeriod);
}

void HeadSigner::sign(const ChainHead& head, Timestamp now) {
  if (!digests_ || head.sequence == signed_head_.sequence) return;
  if (file_.state() == LogFile::State::Gone) {
    if (auto made = LogFile::open(file_.path())) file_ = std::move(*made);
  }
  const std::string line = digests_->next(signed_at_, now, signed_head_, head);
  int error = file_.append(line);
  if (error == 0) error = file_.flush();
  if (error != 0) {
    log::error("{}: the chain's head can't be signed: {}", file_.path(), std::strerror(error));
    return;
  }
  signed_head_ = head;
  signed_at_ = now;
}

void HeadSigner::set_back(Timestamp now) { signed_at_ = std::min(signed_at_, now); }

}  // namespace strongroom::audit
