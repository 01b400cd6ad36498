#pragma once

#include "crypto/locked_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

/// For tests: what a core dump of this process would show.
namespace strongroom::crypto {

struct Mapping {
  std::uintptr_t begin = 0;
  std::uintptr_t end = 0;
  bool readable = false;
  std::string flags;  ///< VmFlags of proc(5), each with a blank before it.

  bool has(const void* at) const {
    const auto address = reinterpret_cast<std::uintptr_t>(at);
    return begin <= address && address < end;
  }
  bool left_out_of_dumps() const { return flags.contains(" dd"); }
  bool locked() const { return flags.contains(" lo"); }
};

inline std::vector<Mapping> mappings() {
  std::vector<Mapping> all;
  std::ifstream smaps("/proc/self/smaps");
  for (std::string line; std::getline(smaps, line);) {
    Mapping next;
    char readable = '-';
    if (std::sscanf(line.c_str(), "%lx-%lx %c", &next.begin, &next.end, &readable) == 3) {
      next.readable = readable == 'r';
      all.push_back(next);
    } else if (line.starts_with("VmFlags:")) {
      all.back().flags = line.substr(std::strlen("VmFlags:"));
    }
  }
  return all;
}

inline Mapping mapping_of(const void* at) {
  const std::vector<Mapping> all = mappings();
  const auto found = std::ranges::find_if(all, [&](const Mapping& one) { return one.has(at); });
  return found == all.end() ? Mapping() : *found;
}

/// How many of the needles, which lie in locked memory, a core dump of this process would show.
inline std::size_t shown_in_a_dump(const std::vector<LongLockedKey>& needles) {
  // In a mapping of its own, which is passed over; no sanitizer's shadow is as small.
  constexpr std::size_t kLargest = std::size_t{256} << 20;
  void* const copy =
      mmap(nullptr, kLargest, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  const int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  std::vector<bool> shown(needles.size());
  for (const Mapping& mapping : mappings()) {
    const std::size_t size = mapping.end - mapping.begin;
    if (!mapping.readable || mapping.left_out_of_dumps() || mapping.has(copy) || size > kLargest) {
      continue;
    }
    const ssize_t got = pread(memory, copy, size, static_cast<off_t>(mapping.begin));
    for (std::size_t i = 0; got > 0 && i < needles.size(); ++i) {
      const ByteView needle = needles[i].reveal();
      if (memmem(copy, static_cast<std::size_t>(got), needle.data(), needle.size()) != nullptr) {
        shown[i] = true;
      }
    }
  }
  close(memory);
  munmap(copy, kLargest);
  return static_cast<std::size_t>(std::ranges::count(shown, true));
}

}  // namespace strongroom::crypto
