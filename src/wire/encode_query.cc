#include "wire/aws_query.h"
#include "wire/xml_writer.h"

#include <cstddef>
#include <string>

namespace strongroom::wire {
namespace {

class QueryEncoder {
 public:
  explicit QueryEncoder(XmlWriter& writer) : writer_(writer) {}

  void members(std::span<const Field> fields, const void* structure) {
    for (const Field& field : fields) {
      const void* value = field.find(structure);
      if (value != nullptr) element(field.name, *field.type, value, field);
    }
  }

 private:
  // `field` is the member that the value is, or that it is an element of.
  void element(std::string_view name, const Type& type, const void* value, const Field& field) {
    writer_.begin(name);
    content(type, value, field);
    writer_.end(name);
  }

  void content(const Type& type, const void* value, const Field& field) {
    switch (type.kind) {
      case Type::Kind::Text:
        return text(*static_cast<const std::string_view*>(value), field);
      case Type::Kind::OwnedText:
        return text(*static_cast<const std::string*>(value), field);
      case Type::Kind::Boolean:
        return writer_.boolean(*static_cast<const bool*>(value));
      case Type::Kind::Long:
        return writer_.number(*static_cast<const std::int64_t*>(value));
      case Type::Kind::Blob:
        return writer_.base64(*static_cast<const ByteView*>(value));
      case Type::Kind::Time:
        return writer_.time(*static_cast<const Timestamp*>(value));
      case Type::Kind::Structure:
        return members(field.members, value);
      case Type::Kind::List:
        return list(type, value, field);
      case Type::Kind::Entry:
        writer_.begin("key");
        writer_.text(*type.key_at(value));
        writer_.end("key");
        return element("value", *type.value, type.value_at(value), field);
    }
  }

  void text(std::string_view text, const Field& field) {
    field.url_encoded ? writer_.percent_encoded(text) : writer_.text(text);
  }

  void list(const Type& type, const void* value, const Field& field) {
    const Items items = type.items(value);
    const auto* item = static_cast<const std::byte*>(items.first);
    const std::string_view tag = type.is_map() ? "entry" : "member";
    for (std::size_t i = 0; i < items.count; ++i, item += type.item->size) {
      element(tag, *type.item, item, field);
    }
  }

  XmlWriter& writer_;
};

}  // namespace

void encode_query(Service service, std::string_view operation, std::span<const Field> fields,
                  const void* structure, std::string_view request_id, ArenaText& out) {
  XmlWriter writer(out);
  writer.begin(operation, "Response");
  writer.attribute("xmlns", traits_of(service).xml_namespace);
  if (!fields.empty()) {
    writer.begin(operation, "Result");
    QueryEncoder(writer).members(fields, structure);
    writer.end(operation, "Result");
  }
  writer.begin("ResponseMetadata");
  writer.begin("RequestId");
  writer.text(request_id);
  writer.end("RequestId");
  writer.end("ResponseMetadata");
  writer.end(operation, "Response");
}

}  // namespace strongroom::wire
