#pragma once

#include "crypto/public_key.h"

#include <string>
#include <string_view>
#include <vector>

/// Public keys as text (RFC 7468, section 13), as OpenSSL writes and reads it.
namespace strongroom::crypto {

/// `-----BEGIN PUBLIC KEY-----`
std::string pem_of(const PublicKey& key);

/// All keys of a text in that form; what else is in it is passed over.
std::vector<PublicKey> keys_of_pem(std::string_view text);

}  // namespace strongroom::crypto
