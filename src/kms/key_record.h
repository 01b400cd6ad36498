#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "kms/grant.h"
#include "kms/key.h"

/// Keys, aliases and grants as they are stored, below the barrier (docs/formats/kms-key-record.md).
/// The first byte is the format's version; never change what a version means. Writing gives the
/// newest, reading takes all.
namespace strongroom::kms {

Bytes encode(const Key& key);
Bytes encode(const Alias& alias);
Bytes encode(const Grant& grant);

/// Internal when the record is of an unknown version or does not parse; any bytes may be given.
/// What the view adds to a key or alias is not there yet.
Result<Key> decode_key(ByteView record);
Result<Alias> decode_alias(ByteView record);
Result<Grant> decode_grant(ByteView record);

}  // namespace strongroom::kms
