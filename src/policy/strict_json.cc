#include "policy/strict_json.h"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace strongroom::policy {
namespace {

using boost::json::error_code;
using boost::json::string_view;

// Boost.JSON's own values keep the last of two equal names and drop a number's text; hence this
// receiver of the parser's events.
class TreeBuilder {
 public:
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return open(Json::Kind::Object); }
  bool on_object_end(std::size_t, error_code&) { return close(); }
  bool on_array_begin(error_code&) { return open(Json::Kind::Array); }
  bool on_array_end(std::size_t, error_code&) { return close(); }
  bool on_key_part(string_view part, std::size_t, error_code&) { return collect(part); }
  bool on_key(string_view part, std::size_t, error_code& error) {
    collect(part);
    auto& members = open_.back()->members;
    if (is_repeated(members)) {
      error = boost::json::error::syntax;
      what = "member '" + text_ + "' stands twice in one object";
      return false;
    }
    members.push_back({.name = std::exchange(text_, {}), .value = {}});
    return true;
  }
  bool on_string_part(string_view part, std::size_t, error_code&) { return collect(part); }
  bool on_string(string_view part, std::size_t, error_code&) {
    return collect(part) && scalar(Json::Kind::String);
  }
  bool on_number_part(string_view part, error_code&) { return collect(part); }
  bool on_int64(std::int64_t, string_view part, error_code&) { return number(part); }
  bool on_uint64(std::uint64_t, string_view part, error_code&) { return number(part); }
  bool on_double(double, string_view part, error_code&) { return number(part); }
  bool on_bool(bool value, error_code&) {
    text_ = value ? "true" : "false";
    return scalar(Json::Kind::Boolean);
  }
  bool on_null(error_code&) { return scalar(Json::Kind::Null); }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

  Json root;
  std::string what;

 private:
  // Looks through few members, and remembers the names of many: else an object of a thousand names
  // would take a million comparisons.
  bool is_repeated(const std::vector<Json::Member>& members) {
    constexpr std::size_t kFew = 16;
    if (members.size() < kFew) {
      return std::ranges::find(members, text_, &Json::Member::name) != members.end();
    }
    auto& names = names_[open_.size()];
    if (members.size() == kFew) {
      names.clear();
      for (const Json::Member& member : members) names.insert(member.name);
    }
    return !names.insert(text_).second;
  }

  bool collect(string_view part) {
    text_.append(part.data(), part.size());
    return true;
  }

  Json& add() {
    if (open_.empty()) return root;
    Json& parent = *open_.back();
    if (parent.kind == Json::Kind::Object) return parent.members.back().value;
    return parent.items.emplace_back();
  }

  // A pointer to an open value stays good: its container grows only when that value is closed.
  bool open(Json::Kind kind) {
    Json& value = add();
    value.kind = kind;
    open_.push_back(&value);
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }
  bool scalar(Json::Kind kind) {
    Json& value = add();
    value.kind = kind;
    value.text = std::exchange(text_, {});
    return true;
  }
  bool number(string_view part) {
    collect(part);
    return scalar(Json::Kind::Number);
  }

  std::vector<Json*> open_;
  std::array<std::unordered_set<std::string>, kMaxDepth + 1> names_;  // by depth
  std::string text_;
};

}  // namespace

std::expected<Json, JsonProblem> parse_strict_json(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = kMaxDepth;
  boost::json::basic_parser<TreeBuilder> parser(options);
  error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (!error && read == text.size()) return std::move(parser.handler().root);
  std::string what = std::move(parser.handler().what);
  if (what.empty()) what = error ? error.message() : "text behind the end of the document";
  return std::unexpected(JsonProblem{.offset = read, .what = std::move(what)});
}

}  // namespace strongroom::policy
