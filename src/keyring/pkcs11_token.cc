#include "keyring/pkcs11_token.h"

#include "crypto/random.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <p11-kit/pkcs11.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::keyring {
namespace {

constexpr std::size_t kIv = 12;
constexpr std::size_t kTag = 16;

std::unexpected<Error> refused(std::string message) {
  return failure(ErrorCode::InvalidSetting, std::move(message));
}

/// The interface takes pointers to what it only reads.
CK_BYTE_PTR unconst(ByteView bytes) {
  return reinterpret_cast<CK_BYTE_PTR>(const_cast<std::byte*>(bytes.data()));
}

/// Labels are padded with blanks.
bool has_label(const CK_TOKEN_INFO& token, std::string_view label) {
  std::string_view stored(reinterpret_cast<const char*>(token.label), sizeof token.label);
  while (stored.ends_with(' ')) stored.remove_suffix(1);
  return stored == label;
}

Result<CK_FUNCTION_LIST_PTR> load(const std::string& module) {
  // Never unloaded: such libraries leave handlers behind.
  void* const library = dlopen(module.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    return refused(fmt::format("the PKCS#11 module can't be loaded: {}", dlerror()));
  }
  const auto get = reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"));
  CK_FUNCTION_LIST_PTR functions = nullptr;
  if (get == nullptr || get(&functions) != CKR_OK || functions == nullptr) {
    return refused(fmt::format("{} is not a PKCS#11 module", module));
  }
  CK_C_INITIALIZE_ARGS arguments{};
  arguments.flags = CKF_OS_LOCKING_OK;
  const CK_RV begun = functions->C_Initialize(&arguments);
  if (begun != CKR_OK && begun != CKR_CRYPTOKI_ALREADY_INITIALIZED) {
    return refused(
        fmt::format("the PKCS#11 module {} does not start (error {:#x})", module, begun));
  }
  return functions;
}

Result<CK_SLOT_ID> find_token(CK_FUNCTION_LIST_PTR functions, const std::string& label) {
  CK_ULONG count = 0;
  std::vector<CK_SLOT_ID> slots;
  if (functions->C_GetSlotList(CK_TRUE, nullptr, &count) == CKR_OK) slots.resize(count);
  if (functions->C_GetSlotList(CK_TRUE, slots.data(), &count) != CKR_OK) count = 0;
  slots.resize(std::min<std::size_t>(slots.size(), count));
  for (const CK_SLOT_ID slot : slots) {
    CK_TOKEN_INFO token{};
    if (functions->C_GetTokenInfo(slot, &token) != CKR_OK || !has_label(token, label)) continue;
    if ((token.flags & CKF_USER_PIN_LOCKED) != 0) {
      return refused(
          fmt::format("the PIN of the token {} is locked: unlock it by its vendor's tool", label));
    }
    return slot;
  }
  return refused(
      fmt::format("the token {} is not present: plug it in, or correct seal.token", label));
}

Error pin_error(CK_RV why, const std::string& token) {
  if (why == CKR_PIN_LOCKED) {
    return Error(
        ErrorCode::InvalidSetting,
        fmt::format("the PIN of the token {} is locked: unlock it by its vendor's tool", token));
  }
  return Error(ErrorCode::InvalidSetting,
               fmt::format("the token {} refuses the PIN (error {:#x}); it was tried once. After "
                           "a few wrong ones the token locks itself: correct the credential first",
                           token, why));
}

}  // namespace

struct Pkcs11Token::Session {
  CK_FUNCTION_LIST_PTR functions;
  CK_SESSION_HANDLE session = 0;
  CK_OBJECT_HANDLE key = 0;

  explicit Session(CK_FUNCTION_LIST_PTR loaded) : functions(loaded) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    if (session != 0) functions->C_CloseSession(session);  // logs out, as the only one
    functions->C_Finalize(nullptr);
  }

  Result<void> log_in(const Pkcs11Place& place, ByteView pin);
  Result<void> find_key(const Pkcs11Place& place);
};

Result<void> Pkcs11Token::Session::log_in(const Pkcs11Place& place, ByteView pin) {
  SR_TRY(const CK_SLOT_ID slot, find_token(functions, place.token));
  const CK_RV opened =
      functions->C_OpenSession(slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session);
  if (opened != CKR_OK) {
    return refused(fmt::format("the token {} gives no session (error {:#x})", place.token, opened));
  }
  const CK_RV outcome = functions->C_Login(session, CKU_USER, unconst(pin), pin.size());
  if (outcome == CKR_OK || outcome == CKR_USER_ALREADY_LOGGED_IN) return {};
  return std::unexpected(pin_error(outcome, place.token));
}

Result<void> Pkcs11Token::Session::find_key(const Pkcs11Place& place) {
  CK_OBJECT_CLASS secret_key = CKO_SECRET_KEY;
  std::array<CK_ATTRIBUTE, 2> wanted{
      CK_ATTRIBUTE{CKA_CLASS, &secret_key, sizeof secret_key},
      CK_ATTRIBUTE{CKA_LABEL, unconst(bytes_of(place.key)), place.key.size()}};
  std::array<CK_OBJECT_HANDLE, 2> found{};
  CK_ULONG count = 0;
  if (functions->C_FindObjectsInit(session, wanted.data(), wanted.size()) == CKR_OK) {
    functions->C_FindObjects(session, found.data(), found.size(), &count);
    functions->C_FindObjectsFinal(session);
  }
  if (count != 1) {
    return refused(fmt::format("the token {} has {} key {}: give the label of one AES key",
                               place.token, count == 0 ? "no" : "more than one", place.key));
  }
  key = found.front();
  return {};
}

Pkcs11Token::Pkcs11Token(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Pkcs11Token::Pkcs11Token(Pkcs11Token&& other) noexcept = default;
Pkcs11Token::~Pkcs11Token() = default;

Result<Pkcs11Token> Pkcs11Token::open(const Pkcs11Place& place, ByteView pin) {
  SR_TRY(const CK_FUNCTION_LIST_PTR functions, load(place.module));
  auto session = std::make_unique<Session>(functions);
  SR_CHECK(session->log_in(place, pin));
  SR_CHECK(session->find_key(place));
  return Pkcs11Token(std::move(session));
}

namespace {

/// The parameters point into their arguments, so they are made where they are used.
CK_GCM_PARAMS gcm_of(ByteView iv, ByteView associated) {
  CK_GCM_PARAMS gcm{};
  gcm.pIv = unconst(iv);
  gcm.ulIvLen = iv.size();
  gcm.ulIvBits = iv.size() * 8;
  gcm.pAAD = unconst(associated);
  gcm.ulAADLen = associated.size();
  gcm.ulTagBits = kTag * 8;
  return gcm;
}

/// Some modules take an empty IV without a word.
bool sizes_fit(ByteView iv, std::size_t plain, std::size_t sealed) {
  return iv.size() == kIv && sealed == plain + kTag;
}

}  // namespace

Result<void> Pkcs11Token::seal(ByteView iv, ByteView associated, ByteView plain,
                               std::span<std::byte> sealed) {
  CK_GCM_PARAMS gcm = gcm_of(iv, associated);
  CK_MECHANISM mechanism{CKM_AES_GCM, &gcm, sizeof gcm};
  CK_ULONG size = sealed.size();
  const auto& f = *session_->functions;
  CK_RV outcome = CKR_ARGUMENTS_BAD;
  if (sizes_fit(iv, plain.size(), sealed.size())) {
    outcome = f.C_EncryptInit(session_->session, &mechanism, session_->key);
  }
  if (outcome == CKR_OK) {
    outcome = f.C_Encrypt(session_->session, unconst(plain), plain.size(), unconst(sealed), &size);
  }
  if (outcome == CKR_OK && size == sealed.size()) return {};
  return refused(fmt::format(
      "the token's key does not encrypt by AES-GCM (error {:#x}): make an AES key of 256 bits with "
      "the rights to encrypt and decrypt",
      outcome));
}

Result<void> Pkcs11Token::open(ByteView iv, ByteView associated, ByteView sealed,
                               std::span<std::byte> plain) {
  CK_GCM_PARAMS gcm = gcm_of(iv, associated);
  CK_MECHANISM mechanism{CKM_AES_GCM, &gcm, sizeof gcm};
  std::vector<std::byte> room(sealed.size());  // modules want room for the tag as well
  CK_ULONG size = room.size();
  const auto& f = *session_->functions;
  CK_RV outcome = CKR_ARGUMENTS_BAD;
  if (sizes_fit(iv, plain.size(), sealed.size())) {
    outcome = f.C_DecryptInit(session_->session, &mechanism, session_->key);
  }
  if (outcome == CKR_OK) {
    outcome = f.C_Decrypt(session_->session, unconst(sealed), sealed.size(), unconst(room), &size);
  }
  const bool opened = outcome == CKR_OK && size == plain.size();
  if (opened) std::ranges::copy(ByteView(room).first(plain.size()), plain.begin());
  crypto::wipe(room);
  if (opened) return {};
  // The reasons that modules give differ, also for the same one.
  return refused(
      "the token's key does not open this store: it is another key, or of another store");
}

}  // namespace strongroom::keyring
