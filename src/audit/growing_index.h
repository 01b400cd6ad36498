#pragma once

#include "audit/segment_index.h"
#include "audit/stored_index.h"

#include <string>
#include <string_view>

namespace strongroom::audit {

/// The index of a file that still grows, or is read for the first time. One thread at a time.
class GrowingIndex final : public SegmentIndex {
 public:
  GrowingIndex() = default;
  /// Goes on from what was stored.
  explicit GrowingIndex(IndexContent content);

  /// The next record: `line` without newline, at `offset`; what follows it begins at `end`.
  void add(std::string_view line, std::uint64_t offset, std::uint64_t end);

  std::size_t records() const override { return content_.records.size(); }
  std::uint64_t offset(std::size_t record) const override {
    return content_.records[record].offset;
  }
  Timestamp time(std::size_t record) const override {
    return timestamp_of(content_.records[record].time);
  }
  Timestamp earliest() const override { return timestamp_of(content_.earliest); }
  Timestamp latest() const override { return timestamp_of(content_.latest); }
  std::vector<std::uint32_t> find(const LookupKey& key) const override;

  /// Behind the last record: where to read on.
  std::uint64_t end() const { return content_.end; }

  /// The form that is stored.
  std::string text() const { return stored_form(content_); }

 private:
  IndexContent content_;
};

}  // namespace strongroom::audit
