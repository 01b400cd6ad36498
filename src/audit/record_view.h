#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::audit {

/// More than a record has: what has more members is none.
inline constexpr std::size_t kMostMembers = 40;

/// A JSON object as the members of its outermost level, found in one pass and without copies: what
/// reads audit records by the million. Views into the text. Whatever the text is, the pass is
/// linear and bounded. It checks structure, not the spelling of numbers and escapes.
class RecordView {
 public:
  /// Nothing unless `text` is one object, with at most kMostMembers members.
  static std::optional<RecordView> parse(std::string_view text);

  /// The value of the first member called `name`, as it is written; empty when there is none.
  std::string_view raw(std::string_view name) const;
  /// The same of a text without its quotes, escapes as they are written; empty for another type.
  std::string_view text(std::string_view name) const;

  /// Where the last member begins, at its comma: what stands before it is the rest of the object.
  std::size_t last_member_at() const { return last_member_at_; }

 private:
  struct Member {
    std::string_view name;
    std::string_view value;
  };

  std::array<Member, kMostMembers> members_;
  std::size_t count_ = 0;
  std::size_t last_member_at_ = 0;
};

/// A member that is looked for, and where its value goes, as it is written.
struct WantedMember {
  std::string_view name;
  std::string_view* value;
};
/// The same pass for what knows the names that it wants: takes the first member of each, leaves
/// alone what there is not, and ends when it has all. False: as far as it was read, `object` is
/// none that RecordView takes.
bool read_members(std::string_view object, std::initializer_list<WantedMember> wanted);

/// A JSON text as it is written, without its quotes; empty for another value.
std::string_view text_in(std::string_view value);

/// Calls `visit` for each element of a JSON array as it is written; stops at what is malformed.
template <class Visit>
void for_each_element(std::string_view array, Visit visit);

/// A JSON text's content with its escapes resolved; as it is where an escape is malformed.
std::string unescaped(std::string_view text);

/// Length of the JSON value at the beginning of `text`, without what follows; 0: there is none.
std::size_t value_length(std::string_view text);

template <class Visit>
void for_each_element(std::string_view array, Visit visit) {
  if (!array.starts_with('[')) return;
  array.remove_prefix(1);
  while (const std::size_t length = value_length(array)) {
    visit(array.substr(0, length));
    array.remove_prefix(length);
    if (!array.starts_with(',')) return;
    array.remove_prefix(1);
  }
}

}  // namespace strongroom::audit
