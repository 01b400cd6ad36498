#include "app/seeding.h"
#include "base/bytes.h"
#include "base/worker_pool.h"
#include "iam/access_keys.h"
#include "iam/iam_repository.h"
#include "iam/sessions.h"
#include "iam/sign_in_limiter.h"
#include "keyring/key_space.h"
#include "keyring/keyring.h"
#include "keyring/sealed_store.h"
#include "kms/key_service.h"
#include "secrets/page_token.h"
#include "secrets/secret_repository.h"
#include "store/memory/memory_store.h"

#include <cstddef>

namespace strongroom::app {
namespace {

/// A deployment that is gone with this object.
struct Stage {
  explicit Stage(const Clock& at) : clock(at), keyring(keyring::Keyring::create(at.now())) {}

  Result<void> load() {
    SR_CHECK(keys.load());
    SR_CHECK(identity.load());
    return secrets.load();
  }

  const Clock& clock;
  store::MemoryStore raw;
  keyring::Keyring keyring;
  keyring::KeySpace key_space{keyring};
  keyring::SealedStore store{raw, keyring};
  kms::KeyService keys{store, key_space, keyring, clock};
  secrets::SecretRepository secrets{store, key_space, keys, std::size_t{1} << 20};
  secrets::PageTokens page_tokens{keyring.current(keyring::KeyKind::Token).key.reveal()};
  iam::AccessKeys access_keys;
  iam::IamRepository identity{store, key_space, access_keys};
  iam::Sessions sessions{keyring, identity.directory(), access_keys};
  iam::SignInLimiter sign_ins;
  WorkerPool workers{1};
  ops::Services services{.secrets = secrets,
                         .keys = keys,
                         .page_tokens = page_tokens,
                         .identity = identity,
                         .sessions = sessions,
                         .sign_ins = sign_ins,
                         .workers = workers};
};

}  // namespace

Result<void> rehearse(const Seed& seed, const Clock& clock) {
  Stage stage(clock);
  SR_CHECK(stage.load());
  return sow(seed, {.services = stage.services,
                    .store = stage.store,
                    .clock = clock,
                    .record = [](std::string_view) { return Result<void>(); }});
}

}  // namespace strongroom::app
