#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <memory>
#include <span>
#include <string>

namespace strongroom::keyring {

/// Where a key lies on a PKCS#11 token.
struct Pkcs11Place {
  std::string module;  ///< Path of the vendor's library.
  std::string token;   ///< Label.
  std::string key;     ///< Label of an AES key with CKA_ENCRYPT and CKA_DECRYPT.
};

/// A session on a token, with its one key; ends with this object. Calls the vendor's code, which
/// may block. InvalidSetting says what is not there; the PIN is tried once. One thread.
class Pkcs11Token {
 public:
  static Result<Pkcs11Token> open(const Pkcs11Place& place, ByteView pin);
  Pkcs11Token(Pkcs11Token&& other) noexcept;
  ~Pkcs11Token();

  // AES-GCM with a tag of 16 bytes, under the key of the token.
  Result<void> seal(ByteView iv, ByteView associated, ByteView plain, std::span<std::byte> sealed);
  Result<void> open(ByteView iv, ByteView associated, ByteView sealed, std::span<std::byte> plain);

 private:
  struct Session;
  explicit Pkcs11Token(std::unique_ptr<Session> session);

  std::unique_ptr<Session> session_;
};

}  // namespace strongroom::keyring
