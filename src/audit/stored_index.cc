#include "audit/stored_index.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <ranges>
#include <utility>

namespace strongroom::audit {
namespace {

// The stored form. Little endian as the machine is. Never change: take another magic.
constexpr std::uint64_t kMagic = 0x3230584449525453;  // "STRIDX02"

template <class T>
void append_bytes(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
T read_bytes(std::string_view bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

/// Seven bits a byte, lowest first, the eighth set when more follow.
void append_number(std::string& out, std::uint32_t number) {
  for (; number >= 0x80; number >>= 7) out += static_cast<char>(number | 0x80);
  out += static_cast<char>(number);
}

/// Takes one off the front; 0, which nobody stores, where there is none.
std::uint32_t take_number(std::string_view& list) {
  std::uint32_t number = 0;
  for (unsigned shift = 0; !list.empty() && shift < 32; shift += 7) {
    const auto byte = static_cast<unsigned char>(list.front());
    list.remove_prefix(1);
    number |= static_cast<std::uint32_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return number;
  }
  return 0;
}

/// By hash; those of one hash stay in their order. Eleven bits in each of three rounds.
std::vector<Posting> sorted(std::vector<Posting> postings) {
  constexpr unsigned kBits = 11;
  std::vector<Posting> next(postings.size());
  for (unsigned shift = 0; shift < 32; shift += kBits) {
    const auto digit = [&](const Posting& posting) {
      return posting.hash >> shift & ((1U << kBits) - 1);
    };
    std::array<std::size_t, (1U << kBits) + 1> begins{};
    for (const Posting& posting : postings) ++begins[digit(posting) + 1];
    for (std::size_t i = 1; i < begins.size(); ++i) begins[i] += begins[i - 1];
    for (const Posting& posting : postings) next[begins[digit(posting)]++] = posting;
    postings.swap(next);
  }
  return postings;
}

}  // namespace

std::uint64_t line_mark(std::string_view line) {
  constexpr std::size_t kHash = 80;  // the chain's hash of all up to here stands at the end
  return hash_behind(0, line.substr(line.size() - std::min(line.size(), kHash)));
}

std::string stored_form(const IndexContent& content) {
  std::string keys;
  std::string lists;
  const std::vector<Posting> postings = sorted(content.postings);
  for (auto at = postings.begin(); at != postings.end();) {
    const std::uint32_t hash = at->hash;
    std::uint32_t next = 0;  // the lowest number that may follow
    for (; at != postings.end() && at->hash == hash; ++at) {
      if (at->record < next) continue;  // the record has the key twice
      append_number(lists, at->record - next + 1);
      next = at->record + 1;
    }
    append_bytes(
        keys, StoredIndex::Key{.hash = hash, .list_end = static_cast<std::uint32_t>(lists.size())});
  }
  std::string out;
  out.reserve(sizeof(StoredIndex::Header) + content.records.size() * sizeof(IndexedRecord) +
              keys.size() + lists.size());
  append_bytes(out, StoredIndex::Header{.magic = kMagic,
                                        .seed = content.seed,
                                        .end = content.end,
                                        .last_line = content.last_line,
                                        .earliest = content.earliest,
                                        .latest = content.latest,
                                        .records = content.records.size(),
                                        .keys = keys.size() / sizeof(StoredIndex::Key)});
  out.append(reinterpret_cast<const char*>(content.records.data()),
             content.records.size() * sizeof(IndexedRecord));
  out.append(keys).append(lists);
  return out;
}

std::optional<StoredIndex> StoredIndex::parse(std::string_view bytes) {
  if (bytes.size() < sizeof(Header)) return std::nullopt;
  StoredIndex index;
  index.bytes_ = bytes;
  index.header_ = read_bytes<Header>(bytes, 0);
  const Header& header = index.header_;
  const std::size_t most = bytes.size() / sizeof(Key);
  if (header.magic != kMagic || header.records > most || header.keys > most) return std::nullopt;
  index.keys_at_ = sizeof(Header) + header.records * sizeof(IndexedRecord);
  index.lists_at_ = index.keys_at_ + header.keys * sizeof(Key);
  if (index.lists_at_ > bytes.size()) return std::nullopt;
  const std::size_t lists = header.keys == 0 ? 0 : index.key(header.keys - 1).list_end;
  if (index.lists_at_ + lists != bytes.size()) return std::nullopt;
  return index;
}

Result<StoredIndex> StoredIndex::open(const std::string& path) {
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
  const std::shared_ptr<const void> mapping(
      memory, [memory, size](const void*) { ::munmap(memory, size); });
  auto index = parse({static_cast<const char*>(memory), size});
  if (!index) return wrong();
  index->mapping_ = mapping;
  return *std::move(index);
}

IndexedRecord StoredIndex::stored_record(std::size_t number) const {
  return read_bytes<IndexedRecord>(bytes_, sizeof(Header) + number * sizeof(IndexedRecord));
}

StoredIndex::Key StoredIndex::key(std::size_t number) const {
  return read_bytes<Key>(bytes_, keys_at_ + number * sizeof(Key));
}

std::vector<std::uint32_t> StoredIndex::list(std::size_t begin, std::size_t end) const {
  std::string_view rest = bytes_.substr(lists_at_);
  std::vector<std::uint32_t> records;
  if (begin > end || end > rest.size()) return records;
  rest = rest.substr(begin, end - begin);
  std::uint64_t next = 0;
  while (const std::uint32_t step = take_number(rest)) {
    next += step;
    if (next > header_.records) break;
    records.push_back(static_cast<std::uint32_t>(next - 1));
  }
  return records;
}

std::vector<std::uint32_t> StoredIndex::find(const LookupKey& wanted) const {
  const std::uint32_t hash = hash_of(wanted, header_.seed);
  const auto numbers = std::views::iota(std::size_t{0}, header_.keys);
  const auto found =
      std::ranges::lower_bound(numbers, hash, {}, [&](std::size_t i) { return key(i).hash; });
  if (found == numbers.end() || key(*found).hash != hash) return {};
  return list(*found == 0 ? 0 : key(*found - 1).list_end, key(*found).list_end);
}

IndexContent StoredIndex::content() const {
  IndexContent content{.seed = header_.seed,
                       .end = header_.end,
                       .last_line = header_.last_line,
                       .earliest = header_.earliest,
                       .latest = header_.latest,
                       .records = std::vector<IndexedRecord>(header_.records),
                       .postings = {}};
  for (std::size_t i = 0; i < header_.records; ++i) content.records[i] = stored_record(i);
  std::size_t begin = 0;
  for (std::size_t i = 0; i < header_.keys; ++i) {
    const auto [hash, end] = key(i);
    for (const std::uint32_t record : list(begin, end)) {
      content.postings.push_back({.hash = hash, .record = record});
    }
    begin = std::max<std::size_t>(begin, end);  // no list is read twice, whatever stands there
  }
  return content;
}

}  // namespace strongroom::audit
