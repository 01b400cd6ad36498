#include "audit/segment_index.h"

#include "audit/event_time.h"
#include "audit/record_view.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <utility>

namespace strongroom::audit {
namespace {

// The stored form. Little endian as the machine is; another machine makes its own. Never change:
// take another magic.
constexpr std::uint64_t kMagic = 0x3130584449525453;  // "STRIDX01"
struct Header {
  std::uint64_t magic;
  std::uint64_t records;
  std::uint64_t postings;
  std::int64_t earliest;  // milliseconds
  std::int64_t latest;
};
struct StoredRecord {
  std::uint64_t offset;
  std::int64_t time;  // milliseconds
};
struct Posting {
  std::uint64_t key;
  std::uint64_t record;
  friend auto operator<=>(const Posting&, const Posting&) = default;
};

class Fnv1a {
 public:
  void add(std::string_view text) {
    for (const char c : text) step(static_cast<unsigned char>(c));
    step(0);
  }
  std::uint64_t value() const { return value_; }

 private:
  void step(std::uint64_t byte) { value_ = (value_ ^ byte) * 0x100000001b3; }
  std::uint64_t value_ = 0xcbf29ce484222325;
};

template <class T>
void append_bytes(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// The name in the ARN of a secret, without its random end; empty for any other ARN.
std::string_view secret_name(std::string_view arn) {
  constexpr std::string_view kSecret = ":secret:";
  const std::size_t at = arn.find(kSecret);
  if (!arn.starts_with("arn:") || at == std::string_view::npos) return {};
  const std::string_view name = arn.substr(at + kSecret.size());
  return name.size() > 7 ? name.substr(0, name.size() - 7) : std::string_view();
}

/// A text that is a member of an object; empty when there is none.
std::string_view text_in(std::string_view object, std::string_view name) {
  const auto view = RecordView::parse(object);
  return view ? view->text(name) : std::string_view();
}

/// userIdentity's name (cloudtrail contract 6).
std::string username(const RecordView& view) {
  const auto identity = RecordView::parse(view.raw("userIdentity"));
  if (!identity) return {};
  const std::string_view type = identity->text("type");
  if (type == "Root") return "root";
  if (type == "AssumedRole" || type == "FederatedUser") {
    const std::string_view id = identity->text("principalId");
    return unescaped(id.substr(id.find(':') + 1));
  }
  if (const std::string_view name = identity->text("userName"); !name.empty()) {
    return unescaped(name);
  }
  return unescaped(identity->text("invokedBy"));
}

template <class Visit>
void visit_attributes(const RecordView& view, const Visit& visit) {
  visit("EventId", view.text("eventID"));
  visit("EventName", view.text("eventName"));
  visit("EventSource", view.text("eventSource"));
  visit("ReadOnly", view.raw("readOnly"));
  if (const std::string name = username(view); !name.empty()) visit("Username", name);
  const std::string_view key = text_in(view.raw("userIdentity"), "accessKeyId");
  if (!key.empty()) visit("AccessKeyId", key);
  for_each_element(view.raw("resources"), [&](std::string_view resource) {
    const std::string arn = unescaped(text_in(resource, "ARN"));
    visit("ResourceName", arn);
    if (const auto name = secret_name(arn); !name.empty()) visit("ResourceName", name);
    if (const auto type = text_in(resource, "type"); !type.empty()) visit("ResourceType", type);
  });
}

class MappedIndex final : public SegmentIndex {
 public:
  MappedIndex(void* memory, std::size_t size) : memory_(memory), size_(size) {}
  ~MappedIndex() override { ::munmap(memory_, size_); }

  bool is_whole() const {
    if (size_ < sizeof(Header) || header().magic != kMagic) return false;
    const std::uint64_t most = size_ / sizeof(StoredRecord);
    if (header().records > most || header().postings > most) return false;
    return size_ == sizeof(Header) + header().records * sizeof(StoredRecord) +
                        header().postings * sizeof(Posting);
  }

  std::size_t records() const override { return header().records; }
  std::uint64_t offset(std::size_t record) const override { return stored()[record].offset; }
  Timestamp time(std::size_t record) const override { return timestamp_of(stored()[record].time); }
  Timestamp earliest() const override { return timestamp_of(header().earliest); }
  Timestamp latest() const override { return timestamp_of(header().latest); }

  std::vector<std::uint32_t> find(std::uint64_t key) const override {
    const auto range = std::ranges::equal_range(postings(), key, {}, &Posting::key);
    std::vector<std::uint32_t> found;
    for (const Posting& posting : range) {
      if (posting.record < header().records) {
        found.push_back(static_cast<std::uint32_t>(posting.record));
      }
    }
    return found;
  }

 private:
  const Header& header() const { return *static_cast<const Header*>(memory_); }
  const StoredRecord* stored() const {
    return reinterpret_cast<const StoredRecord*>(static_cast<const char*>(memory_) +
                                                 sizeof(Header));
  }
  std::span<const Posting> postings() const {
    return {reinterpret_cast<const Posting*>(stored() + header().records), header().postings};
  }

  void* const memory_;
  const std::size_t size_;
};

}  // namespace

std::uint64_t number_of(const LookupKey& key) {
  Fnv1a hash;
  hash.add(key.account);
  hash.add(key.region);
  hash.add(key.attribute);
  hash.add(key.value);
  return hash.value();
}

std::string username_of(std::string_view record) {
  const auto view = RecordView::parse(record);
  return view ? username(*view) : std::string();
}

void for_each_attribute(std::string_view record,
                        const std::function<void(std::string_view, std::string_view)>& visit) {
  if (const auto view = RecordView::parse(record)) visit_attributes(*view, visit);
}

void GrowingIndex::add(std::string_view line, std::uint64_t offset) {
  const auto number = static_cast<std::uint32_t>(entries_.size());
  const auto view = RecordView::parse(line);
  const Timestamp time =
      view ? parse_event_time(view->text("eventTime")).value_or(Timestamp()) : Timestamp();
  entries_.push_back({.offset = offset, .time = time});
  earliest_ = std::min(earliest_, time);
  latest_ = std::max(latest_, time);
  if (!view) return;
  const std::string_view account = view->text("recipientAccountId");
  const std::string_view region = view->text("awsRegion");
  const auto put = [&](std::string_view attribute, std::string_view value) {
    std::vector<std::uint32_t>& found = by_key_[number_of({account, region, attribute, value})];
    if (found.empty() || found.back() != number) found.push_back(number);
  };
  put({}, {});
  visit_attributes(*view, put);
}

std::vector<std::uint32_t> GrowingIndex::find(std::uint64_t key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? std::vector<std::uint32_t>() : found->second;
}

std::string GrowingIndex::text() const {
  std::vector<Posting> postings;
  for (const auto& [key, numbers] : by_key_) {
    for (const std::uint32_t number : numbers) postings.push_back({key, number});
  }
  std::ranges::sort(postings);
  std::string out;
  out.reserve(sizeof(Header) + entries_.size() * sizeof(StoredRecord) +
              postings.size() * sizeof(Posting));
  append_bytes(out, Header{.magic = kMagic,
                           .records = entries_.size(),
                           .postings = postings.size(),
                           .earliest = milliseconds_of(earliest_),
                           .latest = milliseconds_of(latest_)});
  for (const Entry& entry : entries_) {
    append_bytes(out, StoredRecord{.offset = entry.offset, .time = milliseconds_of(entry.time)});
  }
  out.append(reinterpret_cast<const char*>(postings.data()), postings.size() * sizeof(Posting));
  return out;
}

Result<std::unique_ptr<SegmentIndex>> open_index(const std::string& path) {
  const auto wrong = [&] {
    return failure(ErrorCode::InvalidCiphertext, fmt::format("{}: no index", path));
  };
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status{};
  if (file < 0 || ::fstat(file, &status) != 0 || status.st_size == 0) {
    if (file >= 0) ::close(file);
    return wrong();
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* const memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  if (memory == MAP_FAILED) return wrong();
  auto index = std::make_unique<MappedIndex>(memory, size);
  if (!index->is_whole()) return wrong();
  return index;
}

}  // namespace strongroom::audit
