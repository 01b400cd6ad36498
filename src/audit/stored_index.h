#pragma once

#include "audit/segment_index.h"
#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::audit {

struct IndexedRecord {
  std::uint64_t offset;
  std::int64_t time;  ///< Milliseconds since 1970.
};

/// A record has a key.
struct Posting {
  std::uint32_t hash;
  std::uint32_t record;
  friend bool operator==(const Posting&, const Posting&) = default;
};

/// All that is in an index.
struct IndexContent {
  std::uint64_t seed = 0;       ///< Of all hashes of keys.
  std::uint64_t end = 0;        ///< Of what is indexed, in the plain file.
  std::uint64_t last_line = 0;  ///< Its `line_mark`.
  std::int64_t earliest = std::numeric_limits<std::int64_t>::max();  ///< Milliseconds.
  std::int64_t latest = std::numeric_limits<std::int64_t>::min();
  std::vector<IndexedRecord> records;
  std::vector<Posting> postings;  ///< Of one key ascending, else in any order.
};

/// Tells a line of the chain from all others.
std::uint64_t line_mark(std::string_view line);

/// The form that is stored (docs/formats/audit.md).
std::string stored_form(const IndexContent& content);

/// Reads it where it lies; whatever is there, within its bounds. Any thread.
class StoredIndex final : public SegmentIndex {
 public:
  /// Nothing unless the sizes fit. `bytes` outlive it.
  static std::optional<StoredIndex> parse(std::string_view bytes);
  /// A file, mapped into memory. InvalidCiphertext: it is none, or damaged: make it anew.
  static Result<StoredIndex> open(const std::string& path);

  std::size_t records() const override { return header_.records; }
  std::uint64_t offset(std::size_t record) const override { return stored_record(record).offset; }
  Timestamp time(std::size_t record) const override {
    return timestamp_of(stored_record(record).time);
  }
  Timestamp earliest() const override { return timestamp_of(header_.earliest); }
  Timestamp latest() const override { return timestamp_of(header_.latest); }
  std::vector<std::uint32_t> find(const LookupKey& key) const override;

  /// As in IndexContent.
  std::uint64_t end() const { return header_.end; }
  std::uint64_t last_line() const { return header_.last_line; }
  IndexContent content() const;

 private:
  struct Header {
    std::uint64_t magic;
    std::uint64_t seed;
    std::uint64_t end;
    std::uint64_t last_line;
    std::int64_t earliest;
    std::int64_t latest;
    std::uint64_t records;
    std::uint64_t keys;
  };
  struct Key {
    std::uint32_t hash;
    std::uint32_t list_end;  // where its list ends; it begins where the one before ends
  };
  friend std::string stored_form(const IndexContent& content);

  StoredIndex() = default;
  IndexedRecord stored_record(std::size_t number) const;
  Key key(std::size_t number) const;
  /// By its bounds among the lists.
  std::vector<std::uint32_t> list(std::size_t begin, std::size_t end) const;

  std::shared_ptr<const void> mapping_;  // null when the bytes are somebody else's
  std::string_view bytes_;
  Header header_{};
  std::size_t keys_at_ = 0;
  std::size_t lists_at_ = 0;
};

}  // namespace strongroom::audit
