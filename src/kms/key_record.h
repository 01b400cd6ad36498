#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace strongroom::kms {

/// A KMS key as it is stored, below the barrier (docs/formats/kms-key-record.md). The first byte is
/// the format's version; never change what a version means.
struct KeyRecord {
  std::string account;
  std::string region;
  std::string id;
  bool aws_managed = false;
  Timestamp created;
  std::vector<Bytes> wrapped_generations;  ///< keyring/wrapped_key.h; generation 1 first.
};

/// An alias and the id of the key that it names.
struct AliasRecord {
  std::string account;
  std::string region;
  std::string name;  ///< `alias/...`
  std::string target;
};

Bytes encode(const KeyRecord& key);
Bytes encode(const AliasRecord& alias);

/// Internal when the record is of an unknown version or does not parse; any bytes may be given.
Result<KeyRecord> decode_key(ByteView record);
Result<AliasRecord> decode_alias(ByteView record);

}  // namespace strongroom::kms
