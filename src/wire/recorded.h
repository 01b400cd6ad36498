#pragma once

#include "base/arena.h"
#include "wire/shape.h"

#include <span>

/// Inputs and outputs as audit records show them (cloudtrail contract 2 and 4).
namespace strongroom::wire {

/// Appends `structure` as a JSON object: names in lower camel case, in the order of the table. Left
/// out are absent members and empty lists, every blob, and what the table calls sensitive. Texts
/// beyond 2 kB are cut. Appends nothing when no member is left.
void append_recorded(std::span<const Field> fields, const void* structure, ArenaText& out);

}  // namespace strongroom::wire
