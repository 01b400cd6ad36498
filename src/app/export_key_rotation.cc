#include "app/export_key_rotation.h"

#include "app/administration.h"
#include "app/operator_event.h"
#include "audit/event.h"
#include "base/arena.h"
#include "base/sync_wait.h"

#include <array>
#include <string_view>

namespace strongroom::app {

Result<std::string> rotate_export_key(OpenStore& store) {
  constexpr std::string_view kAct = "RotateExportKey";
  Arena arena;
  const Timestamp now = store.clock->now();
  const std::string_view line = audit::line_of(operator_event(kAct, now, arena), arena);
  const auto rotated = store.export_key->rotate(now, copy_of(bytes_of(line)));
  if (!rotated) {
    SR_CHECK(record_operator_act(store, kAct, {}, &rotated.error()));
    return std::unexpected(rotated.error());
  }
  SR_CHECK(sync_wait(store.audit->append(line)));
  store.sealed->release_notes(std::array{rotated->revision});
  return rotated->fingerprint;
}

}  // namespace strongroom::app
