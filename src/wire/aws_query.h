#pragma once

#include "base/arena.h"
#include "base/result.h"
#include "wire/service.h"
#include "wire/shape.h"

#include <cstddef>
#include <span>
#include <string_view>

/// AWS Query (iam contract 2): forms in, XML out, by the tables of shape.h. Pure; any thread. The
/// XML of errors is in error_names.h.
namespace strongroom::wire {

inline constexpr std::string_view kFormContentType = "application/x-www-form-urlencoded";

/// Which operation a form asks for; empty what it does not say.
struct QueryCall {
  std::string_view action;   ///< Not known to exist.
  std::string_view version;  ///< To be compared with ServiceTraits::api_version.
};

/// Finds `Action` and `Version` in a body or in the query of a GET, without reading the rest. What
/// it returns lives in `arena`. Errors: Serialization, as `decode_query`.
Result<QueryCall> query_call(std::string_view form, Arena& arena);

/// For a call whose action does not exist in that version: `Could not find operation ...`.
Error unknown_action(const QueryCall& call);

/// Reads a request's body, or the query of a GET. Errors: Serialization for what is no form
/// (form.h), for a parameter given twice, for a value of the wrong type and for elements without a
/// proper number; Validation with all broken constraints (iam contract 2). Unknown parameters are
/// ignored, gaps in the numbers of a list are closed, `List=` is an empty list. What the input
/// views lives in `arena`; `form` is not needed afterwards.
Result<void> decode_query(std::span<const Field> fields, std::string_view form, void* structure,
                          Arena& arena);
template <class Input, std::size_t N>
Result<Input> decode_query(const Shape<Input, N>& shape, std::string_view form, Arena& arena) {
  Input input{};
  SR_CHECK(decode_query(shape.fields, form, &input, arena));
  return input;
}

/// Appends an answer's body. Absent values are left out, empty lists are empty elements; a shape
/// without members, that is an operation without output, has only ResponseMetadata. Dates are cut
/// to seconds; what XML can't carry shows as U+FFFD (xml_writer.h).
void encode_query(Service service, std::string_view operation, std::span<const Field> fields,
                  const void* structure, std::string_view request_id, ArenaText& out);
template <class Output, std::size_t N>
void encode_query(Service service, std::string_view operation, const Shape<Output, N>& shape,
                  const Output& output, std::string_view request_id, ArenaText& out) {
  encode_query(service, operation, shape.fields, &output, request_id, out);
}

}  // namespace strongroom::wire
