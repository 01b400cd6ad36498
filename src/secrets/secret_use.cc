#include "secrets/secret_use.h"

#include "secrets/record_codec.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace strongroom::secrets {
namespace {

constexpr std::uint64_t kUseFormat = 1;  // stored; never change it

void read_principal(RecordReader& in, SecretUse& into) {
  const std::string_view arn = in.text();
  const std::size_t days = in.count();
  Day day = 0;
  for (std::size_t i = 0; i < days && in.sound(); ++i) {
    day += static_cast<Day>(in.number(std::numeric_limits<Day>::max() - day));
    into.add(arn, {.day = day, .reads = in.number()});
  }
}

}  // namespace

std::vector<SecretUse::Principal>::iterator SecretUse::place_of(std::string_view principal) {
  return std::ranges::lower_bound(principals_, principal, {}, &Principal::arn);
}

bool SecretUse::has(std::string_view principal) const {
  return std::ranges::binary_search(principals_, principal, {}, &Principal::arn);
}

void SecretUse::add(std::string_view principal, DayReads reads) {
  const Day latest = std::max(latest_, reads.day);
  const Day first = latest - std::min(latest, kDays - 1);
  if (reads.day < first) return;
  if (std::exchange(latest_, latest) < latest) forget_before(first);
  auto place = place_of(principal);
  if (place == principals_.end() || place->arn != principal) {
    const std::size_t named = principals_.size() - (has(kOthers) ? 1 : 0);
    if (named >= kMostPrincipals && principal != kOthers) return add(kOthers, reads);
    place = principals_.insert(place, {.arn = std::string(principal), .days = {}});
  }
  std::vector<DayReads>& days = place->days;
  const auto day = std::ranges::lower_bound(days, reads.day, {}, &DayReads::day);
  if (day != days.end() && day->day == reads.day) {
    day->reads += reads.reads;
  } else {
    days.insert(day, reads);
  }
}

void SecretUse::add(const SecretUse& more) {
  for (const Principal& principal : more.principals_) {
    for (const DayReads& reads : principal.days) add(principal.arn, reads);
  }
}

void SecretUse::forget_before(Day first) {
  for (Principal& principal : principals_) {
    std::erase_if(principal.days, [&](const DayReads& reads) { return reads.day < first; });
  }
  std::erase_if(principals_, [](const Principal& principal) { return principal.days.empty(); });
}

Bytes encode_secret_use(const SecretUse& use) {
  RecordWriter out;
  out.number(kUseFormat);
  out.number(use.principals().size());
  for (const SecretUse::Principal& principal : use.principals()) {
    out.text(principal.arn);
    out.number(principal.days.size());
    Day before = 0;
    for (const SecretUse::DayReads& reads : principal.days) {
      out.number(reads.day - std::exchange(before, reads.day));
      out.number(reads.reads);
    }
  }
  return out.take();
}

Result<SecretUse> decode_secret_use(ByteView record) {
  RecordReader in(record);
  SecretUse use;
  in.require(in.number() == kUseFormat);
  const std::size_t principals = in.count();
  for (std::size_t i = 0; i < principals && in.sound(); ++i) read_principal(in, use);
  if (!in.finished() || !std::ranges::equal(encode_secret_use(use), record)) {
    return failure(ErrorCode::Internal, "A record of reads does not parse.");
  }
  return use;
}

}  // namespace strongroom::secrets
