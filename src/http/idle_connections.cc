#include "http/idle_connections.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace strongroom::http {

std::unique_ptr<ClientConnection> IdleConnections::take(std::string_view origin) {
  std::erase_if(idle_, [](const Idle& idle) { return !idle.connection->is_reusable(); });
  const auto found = std::ranges::find(idle_, origin, &Idle::origin);
  if (found == idle_.end()) return nullptr;
  auto connection = std::move(found->connection);
  idle_.erase(found);
  return connection;
}

void IdleConnections::keep(std::string origin, std::unique_ptr<ClientConnection> connection) {
  if (idle_.size() >= kMost || !connection->is_reusable()) return;
  const bool first = idle_.empty();
  idle_.push_back({.origin = std::move(origin),
                   .connection = std::move(connection),
                   .until = std::chrono::steady_clock::now() + kTime});
  if (first) sweep();
}

void IdleConnections::sweep() {
  const Instant now = std::chrono::steady_clock::now();
  std::erase_if(idle_, [&](const Idle& idle) { return idle.until <= now; });
  if (idle_.empty()) return;
  timer_.expires_at(idle_.front().until);
  timer_.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled) sweep();
  });
}

}  // namespace strongroom::http
