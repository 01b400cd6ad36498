#pragma once

#include "iam/tag.h"
#include "wire/patterns.h"
#include "wire/shape.h"

#include <span>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// A tag on the wire, in and out.
struct Tag {
  std::string_view key;
  std::string_view value;
};
inline constexpr auto kTag = wire::shape<Tag>(
    wire::required<&Tag::key>("Key", wire::length(1, 128), wire::tag_key_pattern()),
    wire::required<&Tag::value>("Value", wire::length(0, 256), wire::tag_value_pattern()));

template <auto Member>
consteval wire::Field tag_keys_field() {
  return wire::required<Member>("TagKeys", wire::size(0, 50),
                                wire::each(wire::length(1, 128), wire::tag_key_pattern()));
}

/// Tags as the directory keeps them.
inline std::vector<strongroom::iam::Tag> owned(std::span<const Tag> tags) {
  std::vector<strongroom::iam::Tag> copies;
  for (const Tag& tag : tags) copies.push_back({std::string(tag.key), std::string(tag.value)});
  return copies;
}

/// Views of tags that outlive the answer.
inline std::vector<Tag> shown(std::span<const strongroom::iam::Tag> tags) {
  std::vector<Tag> views;
  for (const strongroom::iam::Tag& tag : tags) views.push_back({tag.key, tag.value});
  return views;
}

}  // namespace strongroom::ops::iam_api
