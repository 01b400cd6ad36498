#pragma once

#include "base/bytes.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace strongroom::secrets {

/// Writes the two shapes that records of this room are made of (docs/formats/secret-record.md):
/// numbers as LEB128, seven bits a byte, the lowest first; texts as their size and their bytes. One
/// thread.
class RecordWriter {
 public:
  void number(std::uint64_t value);
  void text(std::string_view value);
  void raw(ByteView bytes) { append(bytes_, bytes); }
  Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

/// Reads the same, strictly: a number must have its shortest form, so that one record has one
/// encoding. After the first thing that does not fit, everything reads as zero or empty and `sound`
/// is false. Views into the record. One thread.
class RecordReader {
 public:
  explicit RecordReader(ByteView record) : rest_(record) {}

  std::uint64_t number(std::uint64_t max = UINT64_MAX);  ///< Unsound when it is more than `max`.
  std::string_view text();
  void raw(std::span<std::byte> out);
  /// A count of things that take at least a byte each: unsound when the record can't hold so many.
  std::size_t count() { return static_cast<std::size_t>(number(rest_.size())); }

  void require(bool holds) { sound_ = sound_ && holds; }
  bool sound() const { return sound_; }
  bool finished() const { return sound_ && rest_.empty(); }

 private:
  ByteView take(std::uint64_t size);

  ByteView rest_;
  bool sound_ = true;
};

}  // namespace strongroom::secrets
