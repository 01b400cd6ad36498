#include "ops/key_use_event.h"

#include "wire/error_names.h"
#include "wire/json_writer.h"

#include <array>
#include <cstddef>

namespace strongroom::ops {
namespace {

// In the order of kms::KeyUse.
constexpr std::array<std::string_view, 3> kOperations = {"Decrypt", "Encrypt", "GenerateDataKey"};

std::string_view parameters_of(const kms::Key& key, kms::KeyUse use, kms::EncryptionContext pairs,
                               Arena& arena) {
  constexpr std::size_t kUsualSize = 256;
  ArenaText text(arena, kUsualSize);
  wire::JsonWriter json(text);
  json.begin_object();
  // What opens something names no key: the ciphertext does.
  if (use != kms::KeyUse::Decrypt) {
    json.plain_key("keyId");
    json.string(key.arn);
  }
  if (use == kms::KeyUse::GenerateDataKey) {
    json.plain_key("keySpec");
    json.string("AES_256");
  } else {
    json.plain_key("encryptionAlgorithm");
    json.string("SYMMETRIC_DEFAULT");
  }
  json.plain_key("encryptionContext");
  json.begin_object();
  for (const auto& [name, value] : pairs) {
    json.key(name);
    json.string(value);
  }
  json.end_object();
  json.end_object();
  return text.view();
}

}  // namespace

audit::Resource resource_of(const kms::Key& key, Arena& arena) {
  return {.arn = arena.copy(key.arn), .account = arena.copy(key.account), .type = "AWS::KMS::Key"};
}

void note_key_use(OperationContext& context, const kms::Key& key, kms::KeyUse use,
                  kms::EncryptionContext pairs, const Result<void>& outcome) {
  audit::FurtherEvent event{.kind = audit::FurtherEvent::Kind::OnBehalf,
                            .event_source = "kms.amazonaws.com",
                            .event_name = kOperations[static_cast<std::size_t>(use)],
                            .read_only = true,
                            .request_parameters = parameters_of(key, use, pairs, context.arena),
                            .resource = resource_of(key, context.arena)};
  if (!outcome) {
    const Error& error = outcome.error();
    // cloudtrail contract 2: whatever the wire calls it.
    event.error_code = error.code() == ErrorCode::AccessDenied
                           ? "AccessDenied"
                           : wire::error_name(wire::Service::Kms, error.code()).name;
    event.error_message = context.arena.copy(error.message());
  }
  context.record.further.push_back(event);
}

}  // namespace strongroom::ops
