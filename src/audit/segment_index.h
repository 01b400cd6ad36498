#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// Where the records of one file are, by what LookupEvents asks for (docs/formats/audit.md). Only
/// an index: it can be made from the file at any time, and whatever it finds is looked at again.
namespace strongroom::audit {

/// One thing that a record can be found by. Records are of an account and a Region first of all.
struct LookupKey {
  std::string_view account;
  std::string_view region;
  std::string_view attribute = {};  ///< `EventName`; empty: all records of account and Region.
  std::string_view value = {};
};
/// The same number for the same key on every machine, forever: it is stored.
std::uint64_t number_of(const LookupKey& key);

/// Calls `visit(attribute, value)` for each thing that the record can be found by.
void for_each_attribute(std::string_view record,
                        const std::function<void(std::string_view, std::string_view)>& visit);

/// userIdentity's name as LookupEvents shows it (cloudtrail contract 6).
std::string username_of(std::string_view record);

class SegmentIndex {
 public:
  virtual ~SegmentIndex() = default;
  virtual std::size_t records() const = 0;
  /// Of the record's line in the plain file.
  virtual std::uint64_t offset(std::size_t record) const = 0;
  virtual Timestamp time(std::size_t record) const = 0;
  /// Of all records; meaningless without any.
  virtual Timestamp earliest() const = 0;
  virtual Timestamp latest() const = 0;
  /// Numbers of the records that have the key, ascending; now and then one too many.
  virtual std::vector<std::uint32_t> find(std::uint64_t key) const = 0;
};

/// Of a file that still grows. One thread at a time.
class GrowingIndex final : public SegmentIndex {
 public:
  /// The next record: `line` without newline, at `offset`.
  void add(std::string_view line, std::uint64_t offset);

  std::size_t records() const override { return entries_.size(); }
  std::uint64_t offset(std::size_t record) const override { return entries_[record].offset; }
  Timestamp time(std::size_t record) const override { return entries_[record].time; }
  Timestamp earliest() const override { return earliest_; }
  Timestamp latest() const override { return latest_; }
  std::vector<std::uint32_t> find(std::uint64_t key) const override;

  /// The form that is stored.
  std::string text() const;

 private:
  struct Entry {
    std::uint64_t offset;
    Timestamp time;
  };
  std::vector<Entry> entries_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_key_;
  Timestamp earliest_ = Timestamp::max();
  Timestamp latest_ = Timestamp::min();
};

/// A stored index, mapped into memory. InvalidCiphertext: it is none, or damaged: make it anew.
Result<std::unique_ptr<SegmentIndex>> open_index(const std::string& path);

}  // namespace strongroom::audit
