#include "app/operator_client.h"

#include "app/operator_connection.h"
#include "app/operator_message.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <utility>

namespace strongroom::app {
namespace {

// Sealing waits for the requests in flight, unsealing reads the whole store.
constexpr std::chrono::seconds kTime{120};
constexpr std::size_t kLongestAnswer = std::size_t{16} << 20;

std::unexpected<Error> unreachable(const std::string& path, std::string_view why) {
  return failure(ErrorCode::Unavailable,
                 fmt::format("the server can't be reached by {}: {}", path, why));
}

}  // namespace

Result<std::optional<boost::json::object>> send_to_server(const std::string& folder,
                                                          std::string_view request, Arena& arena) {
  const auto place = OperatorAddress::of(folder);
  if (!place) return std::nullopt;  // no folder, no server
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) return unreachable(place->path(), std::strerror(errno));
  if (::connect(socket.get(), place->address(), place->size()) != 0) {
    if (errno == ENOENT || errno == ECONNREFUSED) return std::nullopt;
    return unreachable(place->path(), std::strerror(errno));
  }
  OperatorConnection connection(std::move(socket), kTime);
  SR_CHECK(connection.write(request));
  SR_TRY(const std::string_view line, connection.read_line(kLongestAnswer, arena));
  auto answer = parse_message(line, arena);
  if (!answer) return unreachable(place->path(), "its answer is no object.");
  if (const std::string_view refusal = text_member(*answer, "error"); !refusal.empty()) {
    return failure(ErrorCode::InvalidInput, std::string(refusal));
  }
  return *std::move(answer);
}

Result<std::optional<boost::json::object>> ask_server(const std::string& folder,
                                                      const boost::json::object& request,
                                                      Arena& arena) {
  return send_to_server(folder, boost::json::serialize(request) + "\n", arena);
}

}  // namespace strongroom::app
