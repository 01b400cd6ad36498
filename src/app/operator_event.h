#pragma once

#include "audit/event.h"
#include "base/arena.h"
#include "base/clock.h"

#include <span>
#include <string_view>

namespace strongroom::app {

/// The record of an act of the operator, who is known by having reached the socket or the store and
/// not by a credential (cloudtrail contract 8, point 7). Views live in the arena, `act` by itself.
audit::Event operator_event(std::string_view act, Timestamp now, Arena& arena);

/// What it is about, in the arena; none for an empty `arn`.
std::span<const audit::Resource> operator_resource(std::string_view arn, Arena& arena);

}  // namespace strongroom::app
