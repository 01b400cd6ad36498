#include "wire/recorded.h"

#include "wire/json_writer.h"

#include <fmt/chrono.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace strongroom::wire {
namespace {

constexpr std::size_t kLongestText = 2048;
constexpr std::string_view kCut = "...(cut)";
constexpr std::string_view kMask = "HIDDEN_DUE_TO_SECURITY_REASONS";

/// Where a character of UTF-8 ends, at most `limit`.
std::string_view cut(std::string_view text, std::size_t limit) {
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xc0) == 0x80) --limit;
  return text.substr(0, limit);
}

/// `Aug 10, 2022, 10:38:27 PM`
std::string time_text(Timestamp at) {
  const auto time = std::chrono::system_clock::to_time_t(at);
  const std::tm parts = fmt::gmtime(time);
  const int hour = parts.tm_hour % 12 == 0 ? 12 : parts.tm_hour % 12;
  return fmt::format("{:%b} {}, {:%Y}, {}:{:%M:%S} {}", parts, parts.tm_mday, parts, hour, parts,
                     parts.tm_hour < 12 ? "AM" : "PM");
}

class RecordedWriter {
 public:
  explicit RecordedWriter(ArenaText& out) : writer_(out) {}

  void structure(std::span<const Field> fields, const void* structure) {
    writer_.begin_object();
    for (const Field& field : fields) member(field, structure);
    writer_.end_object();
  }

  void member(const Field& field, const void* structure) {
    const void* value = field.find(structure);
    if (value == nullptr || field.type->leaf()->kind == Type::Kind::Blob) return;
    if (field.masked) {
      name(field.name);
      return writer_.string(kMask);
    }
    if (field.sensitive || field.unrecorded) return;
    if (field.type->kind == Type::Kind::List && field.type->items(value).count == 0) return;
    if (!field.recorded_map.empty()) {
      writer_.plain_key(field.recorded_map);
      return map_of_pairs(*field.type, value, field.members);
    }
    name(field.name);
    encode(*field.type, value, field.members);
  }

 private:
  void name(std::string_view wire_name) {
    std::array<char, 64> lower{};
    const std::size_t size = wire_name.copy(lower.data(), lower.size());
    if (lower[0] >= 'A' && lower[0] <= 'Z') lower[0] = static_cast<char>(lower[0] - 'A' + 'a');
    writer_.plain_key({lower.data(), size});
  }

  void text(std::string_view value) {
    if (value.size() <= kLongestText) return writer_.string(value);
    std::string shortened(cut(value, kLongestText));
    writer_.string(shortened.append(kCut));
  }

  void encode(const Type& type, const void* value, std::span<const Field> members) {
    switch (type.kind) {
      case Type::Kind::Text:
        return text(*static_cast<const std::string_view*>(value));
      case Type::Kind::OwnedText:
        return text(*static_cast<const std::string*>(value));
      case Type::Kind::Boolean:
        return writer_.boolean(*static_cast<const bool*>(value));
      case Type::Kind::Long:
        return writer_.number(*static_cast<const std::int64_t*>(value));
      case Type::Kind::Blob:
        return writer_.null();  // in a list of them; never its bytes
      case Type::Kind::Time:
        return writer_.string(time_text(*static_cast<const Timestamp*>(value)));
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

  /// A list of structures of two texts.
  void map_of_pairs(const Type& type, const void* value, std::span<const Field> members) {
    const Items items = type.items(value);
    const auto* item = static_cast<const std::byte*>(items.first);
    writer_.begin_object();
    for (std::size_t i = 0; i < items.count; ++i, item += type.item->size) {
      writer_.key(*static_cast<const std::string_view*>(members[0].find(item)));
      const void* second = members[1].find(item);
      second == nullptr ? writer_.null() : encode(*members[1].type, second, {});
    }
    writer_.end_object();
  }

  JsonWriter writer_;
};

}  // namespace

void append_recorded(std::span<const Field> fields, const void* structure, ArenaText& out) {
  const std::size_t before = out.view().size();
  RecordedWriter(out).structure(fields, structure);
  if (out.view().size() == before + 2) out.cut_back(before);
}

}  // namespace strongroom::wire
