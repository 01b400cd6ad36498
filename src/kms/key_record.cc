#include "kms/key_record.h"

#include "keyring/byte_format.h"

namespace strongroom::kms {
namespace {

// Stored: never change a number.
constexpr std::uint8_t kFormat = 1;
constexpr std::uint8_t kAwsManaged = 1;

std::string text(keyring::ByteReader& reader) { return std::string(text_of(reader.prefixed())); }

std::unexpected<Error> unsound() {
  return failure(ErrorCode::Internal, "A record of a KMS key can't be read.");
}

}  // namespace

Bytes encode(const KeyRecord& key) {
  Bytes out;
  keyring::append_number(out, kFormat);
  for (const std::string* part : {&key.account, &key.region, &key.id})
    keyring::append_prefixed(out, bytes_of(*part));
  keyring::append_number(out, key.aws_managed ? kAwsManaged : std::uint8_t{0});
  keyring::append_number(out, static_cast<std::uint64_t>(milliseconds_of(key.created)));
  keyring::append_number(out, static_cast<std::uint16_t>(key.wrapped_generations.size()));
  for (const Bytes& wrapped : key.wrapped_generations) keyring::append_prefixed(out, wrapped);
  return out;
}

Bytes encode(const AliasRecord& alias) {
  Bytes out;
  keyring::append_number(out, kFormat);
  for (const std::string* part : {&alias.account, &alias.region, &alias.name, &alias.target}) {
    keyring::append_prefixed(out, bytes_of(*part));
  }
  return out;
}

Result<KeyRecord> decode_key(ByteView record) {
  keyring::ByteReader reader(record);
  if (reader.number<std::uint8_t>() != kFormat) return unsound();
  KeyRecord key;
  key.account = text(reader);
  key.region = text(reader);
  key.id = text(reader);
  const auto flags = reader.number<std::uint8_t>();
  key.aws_managed = flags == kAwsManaged;
  key.created = timestamp_of(static_cast<std::int64_t>(reader.number<std::uint64_t>()));
  for (auto left = reader.number<std::uint16_t>(); left > 0 && !reader.failed(); --left) {
    key.wrapped_generations.push_back(copy_of(reader.prefixed()));
  }
  if (!reader.complete() || flags > kAwsManaged || key.wrapped_generations.empty())
    return unsound();
  return key;
}

Result<AliasRecord> decode_alias(ByteView record) {
  keyring::ByteReader reader(record);
  if (reader.number<std::uint8_t>() != kFormat) return unsound();
  AliasRecord alias;
  alias.account = text(reader);
  alias.region = text(reader);
  alias.name = text(reader);
  alias.target = text(reader);
  if (!reader.complete()) return unsound();
  return alias;
}

}  // namespace strongroom::kms
