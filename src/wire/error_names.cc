#include "wire/error_names.h"

#include "wire/error_tables.h"
#include "wire/json_writer.h"
#include "wire/xml_writer.h"

#include <algorithm>
#include <span>

namespace strongroom::wire {
namespace {

const ErrorName* name_in(std::span<const ErrorRow> rows, ErrorCode code) {
  const auto row = std::ranges::find(rows, code, &ErrorRow::code);
  return row == rows.end() ? nullptr : &row->name;
}

std::string_view text_of(const ErrorName& name, const Error& error) {
  return name.text.empty() ? std::string_view(error.message()) : name.text;
}

}  // namespace

ErrorName error_name(Service service, ErrorCode code) {
  if (const ErrorName* own = name_in(own_errors(service), code)) return *own;
  const Protocol protocol = traits_of(service).protocol;
  if (const ErrorName* shared = name_in(front_end_errors(protocol), code)) return *shared;
  // A code that must not reach a client, or that the service does not have.
  return error_name(service, ErrorCode::Internal);
}

unsigned encode_error(Service service, const Error& error, ArenaText& out) {
  const ErrorName name = error_name(service, error.code());
  JsonWriter writer(out);
  writer.begin_object();
  writer.key("__type");
  writer.string(name.name);
  if (const std::string_view text = text_of(name, error); !text.empty()) {
    if (name.message != MessageMember::LowerCase) {
      writer.key("Message");
      writer.string(text);
    }
    if (name.message != MessageMember::Capitalised) {
      writer.key("message");
      writer.string(text);
    }
  }
  writer.end_object();
  return name.status;
}

unsigned encode_query_error(Service service, const Error& error, std::string_view request_id,
                            ArenaText& out) {
  const ErrorName name = error_name(service, error.code());
  out.append("<ErrorResponse xmlns=\"");
  out.append(traits_of(service).xml_namespace);
  out.append("\">\n  <Error>\n    <Type>");
  out.append(name.status < 500 ? "Sender" : "Receiver");
  out.append("</Type>\n    <Code>");
  out.append(name.name);
  out.append("</Code>\n    <Message>");
  append_xml_text(out, text_of(name, error));
  out.append("</Message>\n  </Error>\n  <RequestId>");
  append_xml_text(out, request_id);
  out.append("</RequestId>\n</ErrorResponse>\n");
  return name.status;
}

}  // namespace strongroom::wire
