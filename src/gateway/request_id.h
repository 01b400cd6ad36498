#pragma once

#include "base/uuid.h"

#include <array>
#include <string_view>

namespace strongroom::gateway {

/// A UUID (version 4) that names one request. Unique, not secret: a thread draws its own random
/// start from the system once and counts on from there, since a draw for each request would cost as
/// much as deciding it.
class RequestId {
 public:
  RequestId();
  std::string_view view() const { return {text_.data(), text_.size()}; }

 private:
  std::array<char, kUuidSize> text_;
};

}  // namespace strongroom::gateway
