#include "sigv4/signing_key.h"

#include "crypto/random.h"
#include "crypto/secret_bytes.h"

#include <algorithm>

namespace strongroom::sigv4 {

crypto::Digest256 derive_signing_key(ByteView secret, const Credential& credential) {
  constexpr std::string_view kPrefix = "AWS4";
  crypto::SecretBytes prefixed(kPrefix.size() + secret.size());
  std::ranges::copy(secret, std::ranges::copy(bytes_of(kPrefix), prefixed.writable().begin()).out);
  crypto::Digest256 key = crypto::hmac_sha256(prefixed.reveal(), {bytes_of(credential.date)});
  for (const std::string_view part : {credential.region, credential.service, kTerminator}) {
    key = crypto::hmac_sha256(key, {bytes_of(part)});
  }
  return key;
}

const crypto::HmacSha256& SigningKeyCache::signing_key(std::string_view access_key_id,
                                                       const SecretAccessKey& key,
                                                       const Credential& credential) {
  name_.assign(access_key_id).append("/").append(credential.scope);
  if (const auto found = by_name_.find(name_); found != by_name_.end()) {
    const auto entry = found->second;
    if (entry->generation == key.generation) {
      entries_.splice(entries_.begin(), entries_, entry);
      return entry->key;
    }
    drop(entry);
  }
  drop_past_days(credential.date);
  if (entries_.size() >= capacity_ && !entries_.empty()) drop(std::prev(entries_.end()));
  crypto::Digest256 derived = derive_signing_key(key.secret, credential);
  entries_.push_front({.name = name_,
                       .generation = key.generation,
                       .date = std::string(credential.date),
                       .key = crypto::HmacSha256(derived)});
  crypto::wipe(derived);
  by_name_.emplace(entries_.front().name, entries_.begin());
  return entries_.front().key;
}

void SigningKeyCache::drop(Entries::iterator entry) {
  by_name_.erase(entry->name);
  entries_.erase(entry);
}

// At the first key of a new day, only those of the day before can still be of use.
void SigningKeyCache::drop_past_days(std::string_view date) {
  if (date <= newest_date_) return;
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    const auto next = std::next(entry);
    if (entry->date != newest_date_) drop(entry);
    entry = next;
  }
  newest_date_ = date;
}

}  // namespace strongroom::sigv4
