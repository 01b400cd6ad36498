#include "app/seal_acts.h"

#include "app/administration.h"
#include "app/operator_message.h"
#include "base/log.h"
#include "keyring/rekey.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <exception>
#include <memory>
#include <utility>

namespace strongroom::app {
namespace {

using boost::json::object;
using keyring::SealSlot;
using keyring::SealType;
using keyring::ShamirSeal;

/// Beyond it the acts of a sealed server are in the log alone.
constexpr std::size_t kMostWaiting = 1000;

std::unexpected<Error> refusal(std::string message) {
  return failure(ErrorCode::InvalidInput, std::move(message));
}

std::string_view name_of(SealType type) {
  switch (type) {
    case SealType::KeyFile:
      return "key file";
    case SealType::Passphrase:
      return "passphrase";
    case SealType::Pkcs11:
      return "PKCS#11 token";
    case SealType::ExternalKms:
      return "external KMS";
    case SealType::Shamir:
      return "shares";
    case SealType::Credential:
      return "credential";
  }
  return "unknown";
}

std::string text_of_slot(const SealSlot& slot) {
  std::string text = fmt::format("slot {}: {}", slot.id, name_of(slot.type));
  const auto set =
      slot.type == SealType::Shamir ? keyring::share_set_of(slot.parameters) : std::nullopt;
  if (set) text += fmt::format(", {} of {}", set->threshold, set->digests.size());
  return text + fmt::format("; root key {}\n", slot.root_generation);
}

std::string_view name_of(Asked asked) {
  switch (asked) {
    case Asked::Nothing:
      return "nothing";
    case Asked::Passphrase:
      return "passphrase";
    case Asked::Shares:
      return "share";
  }
  return "nothing";
}

std::uint32_t number_member(const object& message, std::string_view name) {
  const std::string_view text = text_member(message, name);
  std::uint32_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

keyring::PassphraseSeal::Ask given_passphrase(const object& request) {
  const std::string_view text = text_member(request, "passphrase");
  if (text.empty()) return {};
  return [text]() -> Result<crypto::SecretBytes> {
    return crypto::SecretBytes::copy_of(bytes_of(text));
  };
}

SealSettings seal_of(const object& request) {
  SealSettings seal;
  for (const auto& [name, member] : kSealFields) seal.*member = text_member(request, name);
  return seal;
}

Result<std::optional<ShamirSeal::Numbers>> numbers_of(const object& request) {
  if (!request.contains("shares")) return std::nullopt;
  return ShamirSeal::checked(number_member(request, "threshold"), number_member(request, "shares"));
}

/// The seal of the settings first, then shares for recovery when it is not itself of shares.
Result<std::vector<std::unique_ptr<keyring::Seal>>> new_seals(const object& request,
                                                              const SealSettings& settings) {
  SR_CHECK(check_seal(settings));
  SR_TRY(const auto numbers, numbers_of(request));
  SR_TRY(auto first,
         make_seal(settings, {.passphrase = given_passphrase(request), .shares = numbers}));
  std::vector<std::unique_ptr<keyring::Seal>> seals;
  const bool recovery = numbers && first->type() != SealType::Shamir;
  seals.push_back(std::move(first));
  if (recovery) seals.push_back(std::make_unique<ShamirSeal>(*numbers));
  return seals;
}

/// Nobody loses the shares for recovery by leaving out two options.
Result<void> keep_shares(const object& request, const keyring::SealStatus& status) {
  const bool has = std::ranges::any_of(
      status.slots, [](const SealSlot& slot) { return slot.type == SealType::Shamir; });
  if (!has || request.contains("shares") || request.contains("without_shares")) return {};
  return refusal(
      "the store can be opened by shares, and new ones must be made: give --shares and "
      "--threshold, or --without-shares to go without.");
}

std::string_view shares_message(std::uint32_t generation, const ShamirSeal* shares, Arena& arena) {
  const auto texts = shares == nullptr ? std::vector<crypto::SecretBytes>() : shares->texts();
  std::vector<Member> members{{"generation", arena.copy(std::to_string(generation))}};
  for (const crypto::SecretBytes& text : texts) {
    members.emplace_back(arena.copy(fmt::format("share_{}", members.size())),
                         text_of(text.reveal()));
  }
  return message_of(members, arena);
}

}  // namespace

Result<void> SealActs::record(std::string_view act, const Error* error) {
  if (Deployment* const deployment = server_.deployment()) {
    return record_operator_act(deployment->store(), act, {}, error);
  }
  if (waiting_.size() == kMostWaiting) {
    log::warning("operator: {}: too many acts wait for their audit records", act);
    return {};
  }
  waiting_.push_back({.act = std::string(act),
                      .at = server_.clock().now(),
                      .error = error == nullptr ? std::nullopt : std::optional(*error)});
  return {};
}

Result<void> SealActs::record_what_waits() {
  for (const Waiting& waiting : std::exchange(waiting_, {})) {
    SR_CHECK(record_operator_act(server_.deployment()->store(), waiting.act, {},
                                 waiting.error ? &*waiting.error : nullptr, waiting.at));
  }
  return {};
}

/// Other acts record their own.
void SealActs::record_refusal(std::string_view act, const Error& error) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kRecorded{
      {{"unseal", "Unseal"},
       {"seal", "Seal"},
       {"rekey-begin", "BeginRekeyRoot"},
       {"rekey-finish", "FinishRekeyRoot"}}};
  const Error refusal(ErrorCode::InvalidInput, error.message());
  for (const auto& [asked, recorded] : kRecorded) {
    if (act != asked) continue;
    if (auto outcome = record(recorded, &refusal); !outcome) {
      log::error("operator: {}: {}", recorded, outcome.error().message());
    }
  }
}

SealActs::Answer SealActs::status(Arena& arena) {
  keyring::SealStatus status;
  const Unsealing* const unsealing = server_.unsealing();
  if (unsealing != nullptr) {
    status = unsealing->status();
  } else {
    SR_TRY(status, keyring::seal_status(*server_.deployment()->store().raw));
  }
  std::string text = unsealing != nullptr ? "sealed\n" : "open\n";
  for (const SealSlot& slot : status.slots) text += text_of_slot(slot);
  const auto progress = unsealing != nullptr ? unsealing->progress() : ShamirSeal::Progress{};
  if (progress.have > 0) {
    text += fmt::format("{} of {} shares are there\n", progress.have, progress.need);
  }
  if (status.unfinished) {
    text +=
        "a change of the root key is unfinished, and the slots of both root keys open the store: "
        "run 'strongroom rekey root' again\n";
  }
  return message_of({{"state", unsealing != nullptr ? "sealed" : "open"},
                     {"asks", name_of(asked_by(server_.settings().seal, false))},
                     {"text", text}},
                    arena);
}

Result<void> SealActs::open(keyring::Seal& seal) {
  auto outcome = server_.unseal(seal);
  if (!outcome) return outcome;
  SR_CHECK(record_what_waits());
  return record("Unseal", nullptr);
}

Result<void> SealActs::unseal_by_what_was_asked(const object& request) {
  const SealSettings& settings = server_.settings().seal;
  const bool passphrase = asked_by(settings, false) == Asked::Passphrase;
  if (passphrase && !request.contains("passphrase")) return refusal("the passphrase is missing.");
  SR_TRY(const auto seal,
         make_seal(settings, {.passphrase = given_passphrase(request), .shares = {}}));
  return open(*seal);
}

SealActs::Answer SealActs::unseal(const object& request, Arena& arena) {
  Unsealing* const unsealing = server_.unsealing();
  if (unsealing == nullptr) return message_of({{"state", "open"}}, arena);
  const Timestamp now = server_.clock().now();
  if (request.contains("share")) {
    SR_TRY(const auto progress, unsealing->offer(text_member(request, "share"), now));
    SR_CHECK(record("UnsealShare", nullptr));
    if (!progress.complete()) {
      return message_of({{"state", "sealed"},
                         {"have", std::to_string(progress.have)},
                         {"need", std::to_string(progress.need)}},
                        arena);
    }
    ShamirSeal shares = unsealing->take_shares();
    SR_CHECK(open(shares));
    return message_of({{"state", "open"}}, arena);
  }
  if (asked_by(server_.settings().seal, false) == Asked::Shares) {
    return refusal("a share is missing.");
  }
  SR_CHECK(unsealing->may_try(now));
  if (auto outcome = unseal_by_what_was_asked(request); !outcome) {
    if (server_.unsealing() != nullptr) unsealing->was_wrong(now);
    return std::unexpected(std::move(outcome).error());
  }
  return message_of({{"state", "open"}}, arena);
}

SealActs::Answer SealActs::seal(Arena& arena) {
  if (server_.deployment() != nullptr) {
    SR_CHECK(record("Seal", nullptr));
    SR_CHECK(server_.seal());
  }
  return message_of({{"state", "sealed"}}, arena);
}

SealActs::Answer SealActs::begin_rekey(const object& request, Arena& arena) {
  OpenStore& store = server_.deployment()->store();
  SealSettings settings = seal_of(request);
  SR_TRY(const auto status, keyring::seal_status(*store.raw));
  SR_CHECK(keep_shares(request, status));
  SR_TRY(const auto seals, new_seals(request, settings));
  SR_CHECK(record("BeginRekeyRoot", nullptr));
  std::vector<keyring::Seal*> borrowed;
  for (const auto& seal : seals) borrowed.push_back(seal.get());
  begun_.reset();
  SR_TRY(const std::uint32_t generation, keyring::begin_rekey(*store.raw, *store.opened, borrowed));
  begun_ = Begun{.generation = generation, .seal = std::move(settings)};
  return shares_message(generation, dynamic_cast<const ShamirSeal*>(borrowed.back()), arena);
}

SealActs::Answer SealActs::finish_rekey(const object& request, Arena& arena) {
  if (!begun_ || begun_->generation != number_member(request, "generation")) {
    return refusal("no such change of the root key has begun: run 'strongroom rekey root' again.");
  }
  OpenStore& store = server_.deployment()->store();
  SR_CHECK(record("FinishRekeyRoot", nullptr));
  SR_CHECK(keyring::finish_rekey(*store.raw, *store.opened, begun_->generation));
  server_.use(std::move(begun_->seal));
  begun_.reset();
  return message_of({}, arena);
}

SealActs::Answer SealActs::perform(const object& request, std::string_view line, Arena& arena) {
  const std::string_view act = text_member(request, "act");
  if (act == "status") return status(arena);
  if (act == "unseal") return unseal(request, arena);
  if (act == "seal") return seal(arena);
  if (server_.deployment() == nullptr) {
    return refusal("the server is sealed: run 'strongroom unseal' first.");
  }
  if (act == "rekey-begin") return begin_rekey(request, arena);
  if (act == "rekey-finish") return finish_rekey(request, arena);
  return server_.deployment()->operator_acts().answer(line, arena);
}

std::string_view SealActs::answer(std::string_view line, Arena& arena) {
  try {
    const auto request = parse_message(line, arena);
    if (!request) return message_of({{"error", request.error().message()}}, arena);
    const auto outcome = perform(*request, line, arena);
    if (outcome) return *outcome;
    record_refusal(text_member(*request, "act"), outcome.error());
    return message_of({{"error", outcome.error().message()}}, arena);
  } catch (const std::exception& fault) {
    log::error("operator: {}", fault.what());
    return message_of({{"error", "an error occurred in the server; its log says which."}}, arena);
  }
}

}  // namespace strongroom::app
