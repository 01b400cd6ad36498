#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "kms/grant.h"
#include "kms/key.h"
#include "kms/last_use.h"

/// Keys, aliases, grants and last uses as they are stored, below the barrier
/// (docs/formats/kms-key-record.md). The first byte is the format's version; never change what a
/// version means. Writing gives the newest, reading takes all.
namespace strongroom::kms {

Bytes encode(const Key& key);
Bytes encode(const Alias& alias);
Bytes encode(const Grant& grant);
Bytes encode(const LastUse& use);
Bytes encode_tracking_start(Timestamp at);

/// Internal when the record is of an unknown version or does not parse; any bytes may be given.
/// What the view adds to a key or alias is not there yet.
Result<Key> decode_key(ByteView record);
Result<Alias> decode_alias(ByteView record);
Result<Grant> decode_grant(ByteView record);
Result<LastUse> decode_last_use(ByteView record);
Result<Timestamp> decode_tracking_start(ByteView record);

}  // namespace strongroom::kms
