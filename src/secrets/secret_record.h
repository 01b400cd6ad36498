#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "secrets/secret.h"

namespace strongroom::secrets {

/// A secret's metadata as bytes, before the barrier seals them (docs/formats/secret-record.md). The
/// first byte is the format's version; never change what a version means.
Bytes encode_secret(const Secret& secret);

/// Internal when the record is of an unknown version or does not parse; anything of any length may
/// be given.
Result<Secret> decode_secret(ByteView record);

}  // namespace strongroom::secrets
