#pragma once

#include "base/arena.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/recorded.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <array>
#include <concepts>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>

namespace strongroom::ops {

/// One operation of an API: plain input and output with their tables (wire/shape.h), what it needs
/// to be allowed, and the function that does it.
///   access  resolves the resource into `context.secret` or `context.identity` and names it with
///   the
///           condition keys of the request; no I/O. The pipeline decides on it before `handle`.
///   kRecorded  what the audit shows of its calls; an operation without it does not compile.
///   kUnsigned  true for calls that need no signature; may be absent.
///   handle  does it. Conflict: somebody was faster; the pipeline starts again at `access`.
template <class T>
concept Operation = requires(OperationContext& context, const typename T::Input& input) {
  { T::kName } -> std::convertible_to<std::string_view>;
  { T::kRecorded } -> std::convertible_to<Recorded>;
  T::kInput.fields;
  T::kOutput.fields;
  { T::access(context, input) } -> std::same_as<Result<policy::AccessRequest>>;
  { T::handle(context, input) } -> std::same_as<Task<Result<typename T::Output>>>;
};

/// Takes what an operation returns while it still exists.
class OutputSink {
 public:
  virtual ~OutputSink() = default;
  virtual void put(std::span<const wire::Field> fields, const void* output) = 0;
};

/// One operation with its types behind pointers: how everything that runs any of them sees it.
struct OperationEntry {
  std::string_view name;
  Recorded recorded{};
  bool is_unsigned = false;  ///< Brings a token of its own instead of a signature.
  std::span<const wire::Field> input;
  std::span<const wire::Field> output;
  /// An input without members, which lives as long as the arena.
  void* (*new_input)(Arena& arena);
  Result<policy::AccessRequest> (*access)(OperationContext& context, const void* input);
  /// Gives the output to `sink` if it succeeds.
  Task<Result<void>> (*handle)(OperationContext& context, const void* input, OutputSink& sink);
};

namespace detail {

template <Operation T>
void* new_input(Arena& arena) {
  using Input = typename T::Input;
  static_assert(std::is_trivially_destructible_v<Input>, "nothing destroys what is in an arena");
  return new (arena.allocate(sizeof(Input), alignof(Input))) Input{};
}

template <Operation T>
Result<policy::AccessRequest> access(OperationContext& context, const void* input) {
  return T::access(context, *static_cast<const typename T::Input*>(input));
}

template <Operation T>
Task<Result<void>> handle(OperationContext& context, const void* input, OutputSink& sink) {
  SR_CO_TRY(const typename T::Output output,
            co_await T::handle(context, *static_cast<const typename T::Input*>(input)));
  sink.put(T::kOutput.fields, &output);
  co_return {};
}

template <Operation T>
constexpr bool kUnsigned = requires { requires T::kUnsigned; };

}  // namespace detail

template <Operation T>
inline constexpr OperationEntry kEntryOf{.name = T::kName,
                                         .recorded = T::kRecorded,
                                         .is_unsigned = detail::kUnsigned<T>,
                                         .input = T::kInput.fields,
                                         .output = T::kOutput.fields,
                                         .new_input = &detail::new_input<T>,
                                         .access = &detail::access<T>,
                                         .handle = &detail::handle<T>};

/// All operations of one API.
template <Operation... Operations>
inline constexpr std::array<OperationEntry, sizeof...(Operations)> kEntriesOf{
    kEntryOf<Operations>...};

}  // namespace strongroom::ops
