#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "crypto/random.h"
#include "iam/tag.h"
#include "keyring/byte_format.h"

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::iam {

/// Writes what records of this room are made of (docs/formats/iam-records.md): big-endian numbers
/// of fixed size, texts and lists with their size in 32 bits before them. One thread.
class RecordWriter {
 public:
  template <std::unsigned_integral T>
  void number(T value) {
    make_room(sizeof value);
    keyring::append_number(bytes_, value);
  }
  void flag(bool set) { number(std::uint8_t{set}); }
  void time(Timestamp at) { number(static_cast<std::uint64_t>(milliseconds_of(at))); }
  void count(std::size_t size) { number(static_cast<std::uint32_t>(size)); }
  void raw(ByteView bytes) {
    count(bytes.size());
    make_room(bytes.size());
    append(bytes_, bytes);
  }
  void text(std::string_view value) { raw(bytes_of(value)); }
  void texts(const std::vector<std::string>& values) {
    count(values.size());
    for (const std::string& value : values) text(value);
  }
  void tags(const std::vector<Tag>& values) {
    count(values.size());
    for (const Tag& tag : values) {
      text(tag.key);
      text(tag.value);
    }
  }
  Bytes take() { return std::move(bytes_); }

 private:
  /// Grows by hand: a vector would leave the former bytes behind, and some hold a secret.
  void make_room(std::size_t size) {
    if (bytes_.capacity() - bytes_.size() >= size) return;
    Bytes larger;
    larger.reserve(std::max<std::size_t>(512, 2 * (bytes_.size() + size)));
    larger.assign(bytes_.begin(), bytes_.end());
    crypto::wipe(bytes_);
    bytes_ = std::move(larger);
  }

  Bytes bytes_;
};

/// Reads the same, strictly, so that one record has one encoding. After the first thing that does
/// not fit, everything reads as zero or empty and `complete` is false. Views into the record. One
/// thread.
class RecordReader {
 public:
  explicit RecordReader(ByteView record) : reader_(record) {}

  template <std::unsigned_integral T>
  T number() {
    return reader_.number<T>();
  }
  bool flag() {
    const auto value = number<std::uint8_t>();
    require(value <= 1);
    return value == 1;
  }
  Timestamp time() { return timestamp_of(static_cast<std::int64_t>(number<std::uint64_t>())); }
  ByteView raw() { return reader_.take(number<std::uint32_t>()); }
  std::string_view text() { return text_of(raw()); }
  std::string string() { return std::string(text()); }
  std::vector<std::string> texts() {
    std::vector<std::string> values;
    each([&] { values.push_back(string()); });
    return values;
  }
  std::vector<Tag> tags() {
    std::vector<Tag> values;
    each([&] {
      std::string key = string();
      values.push_back({.key = std::move(key), .value = string()});
    });
    return values;
  }
  /// Calls `read` for each element of a list. Each takes four bytes or more, so that a count that
  /// the record can't hold ends the reading before it costs memory.
  template <class Read>
  void each(Read read) {
    const auto size = number<std::uint32_t>();
    require(size <= reader_.rest().size() / 4);
    for (std::uint32_t i = 0; i < size && sound(); ++i) read();
  }

  void require(bool holds) { required_ = required_ && holds; }
  bool sound() const { return required_ && !reader_.failed(); }
  bool complete() const { return required_ && reader_.complete(); }

 private:
  keyring::ByteReader reader_;
  bool required_ = true;
};

}  // namespace strongroom::iam
