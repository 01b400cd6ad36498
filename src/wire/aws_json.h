#pragma once

#include "base/arena.h"
#include "base/result.h"
#include "wire/shape.h"

#include <cstddef>
#include <span>
#include <string_view>

/// AWS JSON 1.1: bodies in and out, by the tables of shape.h. Pure; any thread.
namespace strongroom::wire {

inline constexpr std::string_view kJsonContentType = "application/x-amz-json-1.1";

/// Reads a request's body. Errors: Serialization for what is no JSON object or has a member of the
/// wrong type; Validation with all broken constraints (secrets-manager contract 1.5). null counts
/// as absent, unknown members are ignored. Of two members of one name the last counts; in a request
/// with a map they are an error. What the input views lives in `arena`; `body` is not needed
/// afterwards. `structure` is new and of the type that the fields belong to.
Result<void> decode(std::span<const Field> fields, std::string_view body, void* structure,
                    Arena& arena);
template <class Input, std::size_t N>
Result<Input> decode(const Shape<Input, N>& shape, std::string_view body, Arena& arena) {
  Input input{};
  SR_CHECK(decode(shape.fields, body, &input, arena));
  return input;
}

/// Appends an answer's body. Absent values are left out; a shape without members, that is an
/// operation without output, gives an empty body (contract 1.2).
void encode(std::span<const Field> fields, const void* structure, ArenaText& out);
template <class Output, std::size_t N>
void encode(const Shape<Output, N>& shape, const Output& output, ArenaText& out) {
  encode(shape.fields, &output, out);
}

}  // namespace strongroom::wire
