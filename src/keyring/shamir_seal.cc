#include "keyring/shamir_seal.h"

#include "crypto/hash.h"
#include "crypto/random.h"
#include "crypto/secret_sharing.h"
#include "keyring/byte_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace strongroom::keyring {
namespace {

std::unexpected<Error> refused(std::string message) {
  return failure(ErrorCode::InvalidInput, std::move(message));
}

crypto::Digest256 digest_of(const Share& share) {
  return crypto::sha256({big_endian(share.set), big_endian(share.number), share.value.reveal()});
}

bool same_set(const Share& a, const Share& b) {
  return a.set == b.set && a.deployment == b.deployment;
}

/// The set that a share is of, among the slots of this installation.
Result<ShareSet> set_of(const Share& share, std::span<const SealSlot> slots) {
  bool here = false;
  for (const SealSlot& slot : slots) {
    if (slot.type != SealType::Shamir) continue;
    here = here || short_name(slot.deployment) == share.deployment;
    auto set = share_set_of(slot.parameters);
    if (set && set->id == share.set && short_name(slot.deployment) == share.deployment) {
      return *std::move(set);
    }
  }
  return refused(here ? "the share is of an older set: shares were made anew since."
                      : "the share is of another installation.");
}

}  // namespace

Bytes parameters_of(const ShareSet& set) {
  Bytes parameters;
  append_number(parameters, set.id);
  append_number(parameters, set.threshold);
  append_number(parameters, static_cast<std::uint8_t>(set.digests.size()));
  for (const auto& digest : set.digests) append(parameters, digest);
  return parameters;
}

std::optional<ShareSet> share_set_of(ByteView parameters) {
  ByteReader reader(parameters);
  ShareSet set;
  set.id = reader.number<std::uint32_t>();
  set.threshold = reader.number<std::uint8_t>();
  set.digests.resize(reader.number<std::uint8_t>());
  for (auto& digest : set.digests) {
    const ByteView stored = reader.take(digest.size());
    if (reader.failed()) return std::nullopt;
    std::ranges::copy(stored, digest.begin());
  }
  if (!reader.complete() || set.threshold < 2 || set.threshold > set.digests.size()) {
    return std::nullopt;
  }
  return set;
}

Result<ShamirSeal::Numbers> ShamirSeal::checked(unsigned threshold, unsigned count) {
  if (threshold < 2 || threshold > count || count > 255) {
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("{} of {} shares: the threshold is at least 2 and at most the "
                               "number of shares, which is at most 255.",
                               threshold, count));
  }
  return Numbers{.threshold = static_cast<std::uint8_t>(threshold),
                 .count = static_cast<std::uint8_t>(count)};
}

ShamirSeal::Progress ShamirSeal::progress_of(const Share& share) const {
  const auto of_set = [&](const Share& other) { return same_set(share, other); };
  return {.have = static_cast<unsigned>(std::ranges::count_if(shares_, of_set)),
          .need = share.threshold};
}

Result<ShamirSeal::Progress> ShamirSeal::offer(std::string_view text,
                                               std::span<const SealSlot> slots) {
  SR_TRY(Share share, share_of(text));
  SR_TRY(const ShareSet set, set_of(share, slots));
  const bool right = share.count == set.digests.size() && share.threshold == set.threshold &&
                     crypto::equal_in_constant_time(digest_of(share),
                                                    set.digests.at(share.number - std::size_t{1}));
  if (!right) {
    return refused(
        fmt::format("the share was altered: it is not number {} of its set.", share.number));
  }
  const auto twice = [&](const Share& other) {
    return same_set(share, other) && share.number == other.number;
  };
  if (std::ranges::any_of(shares_, twice)) {
    return refused(fmt::format("share {} is there already.", share.number));
  }
  shares_.push_back(std::move(share));
  return progress_of(shares_.back());
}

ShamirSeal::Progress ShamirSeal::progress() const {
  Progress best;
  for (const Share& share : shares_) {
    const Progress of_its_set = progress_of(share);
    if (best.need == 0 || of_its_set.need - std::min(of_its_set.have, of_its_set.need) <
                              best.need - std::min(best.have, best.need)) {
      best = of_its_set;
    }
  }
  return best;
}

std::vector<crypto::SecretBytes> ShamirSeal::texts() const {
  std::vector<crypto::SecretBytes> texts;
  for (const Share& share : shares_) texts.push_back(text_of_share(share));
  return texts;
}

Result<Seal::NewSlot> ShamirSeal::new_slot(const SlotName& name) {
  if (numbers_.count == 0) {
    return failure(ErrorCode::InvalidSetting,
                   "how many shares? Say it by --shares and --threshold.");
  }
  NewSlot made{.secret = crypto::LockedKey::random(), .parameters = {}};
  ShareSet set{.id = static_cast<std::uint32_t>(crypto::random_below(std::uint64_t{1} << 32)),
               .threshold = numbers_.threshold,
               .digests = {}};
  shares_.clear();
  for (crypto::LockedKey& value :
       crypto::split_secret(made.secret, numbers_.threshold, numbers_.count)) {
    shares_.push_back({.deployment = short_name(name.deployment),
                       .set = set.id,
                       .threshold = numbers_.threshold,
                       .count = numbers_.count,
                       .number = static_cast<std::uint8_t>(shares_.size() + 1),
                       .value = std::move(value)});
    set.digests.push_back(digest_of(shares_.back()));
  }
  made.parameters = parameters_of(set);
  return made;
}

Result<crypto::LockedKey> ShamirSeal::slot_secret(const SlotName& name, ByteView parameters) {
  const auto set = share_set_of(parameters);
  if (!set) {
    return failure(ErrorCode::InvalidSetting,
                   "the slot of the shares is damaged: restore a backup");
  }
  std::vector<crypto::SharePoint> points;
  for (const Share& share : shares_) {
    const bool fits = share.set == set->id && share.deployment == short_name(name.deployment);
    if (fits && points.size() < set->threshold) {
      points.push_back({.number = share.number, .values = share.value.reveal()});
    }
  }
  if (points.size() < set->threshold) {
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("{} of {} shares are there", points.size(), set->threshold));
  }
  return crypto::combine_shares(points);
}

}  // namespace strongroom::keyring
