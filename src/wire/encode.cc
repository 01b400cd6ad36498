#include "wire/aws_json.h"
#include "wire/json_writer.h"

#include <cstddef>
#include <string>

namespace strongroom::wire {
namespace {

class Encoder {
 public:
  explicit Encoder(ArenaText& out) : writer_(out) {}

  void structure(std::span<const Field> fields, const void* structure) {
    writer_.begin_object();
    for (const Field& field : fields) {
      const void* value = field.find(structure);
      if (value == nullptr) continue;
      writer_.plain_key(field.name);
      encode(*field.type, value, field.members);
    }
    writer_.end_object();
  }

 private:
  void encode(const Type& type, const void* value, std::span<const Field> members) {
    switch (type.kind) {
      case Type::Kind::Text:
        return writer_.string(*static_cast<const std::string_view*>(value));
      case Type::Kind::OwnedText:
        return writer_.string(*static_cast<const std::string*>(value));
      case Type::Kind::Boolean:
        return writer_.boolean(*static_cast<const bool*>(value));
      case Type::Kind::Long:
        return writer_.number(*static_cast<const std::int64_t*>(value));
      case Type::Kind::Blob:
        return writer_.base64(*static_cast<const ByteView*>(value));
      case Type::Kind::Time:
        return writer_.time(*static_cast<const Timestamp*>(value));
      case Type::Kind::Structure:
        return structure(members, value);
      case Type::Kind::List:
        return list(type, value, members);
      case Type::Kind::Entry:
        writer_.key(*type.key_at(value));
        return encode(*type.value, type.value_at(value), members);
    }
  }

  void list(const Type& type, const void* value, std::span<const Field> members) {
    const Items items = type.items(value);
    const auto* item = static_cast<const std::byte*>(items.first);
    type.is_map() ? writer_.begin_object() : writer_.begin_array();
    for (std::size_t i = 0; i < items.count; ++i, item += type.item->size) {
      encode(*type.item, item, members);
    }
    type.is_map() ? writer_.end_object() : writer_.end_array();
  }

  JsonWriter writer_;
};

}  // namespace

void encode(std::span<const Field> fields, const void* structure, ArenaText& out) {
  if (!fields.empty()) Encoder(out).structure(fields, structure);
}

}  // namespace strongroom::wire
