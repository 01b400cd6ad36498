#pragma once

#include "base/result.h"
#include "wire/service.h"
#include "wire/shape.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace strongroom::wire {

/// `SecretId` as messages spell it: `secretId`.
std::string lower_camel(std::string_view name);

/// Where a value stands in the input; lives on the decoder's stack and is written out only when
/// there is something to complain about.
struct Path {
  const Path* parent = nullptr;
  std::string_view name;   ///< Of a member, or the key in a map.
  std::size_t index = 0;   ///< Of an element of a list, from 1.
  bool sensitive = false;  ///< The value here must not be printed.
  bool unprinted = false;  ///< The value here is not printed, by the service's habit.

  std::string text() const;  ///< `filters.1.member.key`.
};

/// The broken constraints of one input, in the words of secrets-manager contract 1.5 and of iam
/// contract 2, which differ: Query shows `***` for a sensitive value and not the values of an enum.
class Violations {
 public:
  explicit Violations(Protocol protocol) : protocol_(protocol) {}

  void add_null(const Path& at);
  /// Adds whatever `limits` has against the value; `members` are those of the structures in it.
  void check(const Limits& limits, const Type& type, const void* value,
             std::span<const Field> members, const Path& at);

  /// Nothing, or one Validation error that tells them all.
  Result<void> outcome() const;

 private:
  struct Value {
    const Type& type;
    const void* at;
    std::span<const Field> members;
  };
  void check_size(const Limits& limits, const Value& value, const Path& at);
  void check_text(const Limits& limits, const Value& value, const Path& at);
  void add(const Value& value, const Path& at, std::string_view constraint);
  void add_text(std::string_view value, const Path& at, std::string_view constraint);

  Protocol protocol_;
  std::size_t count_ = 0;
  std::string text_;
};

}  // namespace strongroom::wire
