#pragma once

#include <memory>

namespace strongroom::secrets {

/// A T on the heap that is copied with its owner: costs one pointer where most owners have none. As
/// thread-safe as a plain member.
template <class T>
class Boxed {
 public:
  Boxed() = default;
  Boxed(const Boxed& other) : value_(copy(other.value_)) {}
  Boxed(Boxed&&) noexcept = default;
  Boxed& operator=(const Boxed& other) {
    if (this != &other) value_ = copy(other.value_);
    return *this;
  }
  Boxed& operator=(Boxed&&) noexcept = default;
  ~Boxed() = default;

  /// A shared empty one when there is none.
  const T& get() const {
    static const T empty;
    return value_ ? *value_ : empty;
  }
  /// Makes one when there is none.
  T& edit() {
    if (!value_) value_ = std::make_unique<T>();
    return *value_;
  }

  friend bool operator==(const Boxed& a, const Boxed& b) { return a.get() == b.get(); }

 private:
  static std::unique_ptr<T> copy(const std::unique_ptr<T>& from) {
    return from ? std::make_unique<T>(*from) : nullptr;
  }

  std::unique_ptr<T> value_;
};

}  // namespace strongroom::secrets
