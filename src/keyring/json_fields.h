#pragma once

#include "base/bytes.h"
#include "base/encoding.h"

#include <boost/json.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace strongroom::keyring {

/// The fields of a small JSON object that we wrote ourselves: numbers of 32 bits and bytes in hex.
class JsonFields {
 public:
  /// Nothing when `text` is not one JSON object.
  static std::optional<JsonFields> parse(std::string_view text) {
    boost::system::error_code error;
    boost::json::value value = boost::json::parse(text, error);
    if (error || !value.is_object()) return std::nullopt;
    return JsonFields(std::move(value.as_object()));
  }

  std::optional<std::uint32_t> number(std::string_view name) const {
    const boost::json::value* const field = object_.if_contains(name);
    const std::int64_t* const value = field == nullptr ? nullptr : field->if_int64();
    if (value == nullptr || !std::in_range<std::uint32_t>(*value)) return std::nullopt;
    return static_cast<std::uint32_t>(*value);
  }

  std::optional<Bytes> bytes(std::string_view name) const {
    const boost::json::value* const field = object_.if_contains(name);
    const boost::json::string* const text = field == nullptr ? nullptr : field->if_string();
    return text == nullptr ? std::nullopt : bytes_of_hex(*text);
  }

  /// True when the field holds exactly as many bytes as `out` has.
  bool fill(std::string_view name, std::span<std::byte> out) const {
    const auto value = bytes(name);
    if (!value || value->size() != out.size()) return false;
    std::ranges::copy(*value, out.begin());
    return true;
  }

 private:
  explicit JsonFields(boost::json::object object) : object_(std::move(object)) {}

  boost::json::object object_;
};

}  // namespace strongroom::keyring
