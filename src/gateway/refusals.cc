#include "gateway/refusals.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace strongroom::gateway {

void Refusals::add(Refusal refusal) {
  constexpr std::string_view kCut = "\n  (cut here)\n";
  if (refusal.text.size() > kLongest) {
    refusal.text.resize(kLongest - kCut.size());
    refusal.text += kCut;
  }
  refusal.text.shrink_to_fit();
  const std::lock_guard lock(mutex_);
  bytes_ += refusal.text.size();
  refusals_.push_back(std::move(refusal));
  while (refusals_.size() > most_ || bytes_ > most_bytes_) {
    bytes_ -= refusals_.front().text.size();
    refusals_.pop_front();
  }
}

std::vector<Refusals::Refusal> Refusals::of_request(std::string_view request_id) const {
  std::vector<Refusal> found;
  const std::lock_guard lock(mutex_);
  std::ranges::copy_if(refusals_, std::back_inserter(found),
                       [&](const Refusal& refusal) { return refusal.request_id == request_id; });
  return found;
}

}  // namespace strongroom::gateway
