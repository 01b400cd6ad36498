#pragma once

#include "base/arena.h"

#include <boost/json/memory_resource.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

namespace strongroom::wire {

/// Lets Boost.JSON allocate in an arena, so that a secret's text exists nowhere else. Lives as long
/// as the values; they need no destructor, since the arena wipes all.
class ArenaResource final : public boost::json::memory_resource {
 public:
  explicit ArenaResource(Arena& arena) : arena_(&arena) {}

 private:
  void* do_allocate(std::size_t size, std::size_t alignment) override {
    return arena_->allocate(size, alignment);
  }
  void do_deallocate(void*, std::size_t, std::size_t) override {}
  bool do_is_equal(const boost::json::memory_resource& other) const noexcept override {
    return this == &other;
  }

  Arena* arena_;
};

/// A small message: the object that `text` is, all of it in the arena. Nothing when it is none, or
/// nested deeper than eight levels.
std::optional<boost::json::object> object_in(std::string_view text, Arena& arena);
/// Empty when there is no text of that name.
std::string_view text_member(const boost::json::object& object, std::string_view name);

}  // namespace strongroom::wire

template <>
struct boost::json::is_deallocate_trivial<strongroom::wire::ArenaResource> : std::true_type {};
