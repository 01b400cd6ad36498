#include "app/operator_client.h"

#include "app/operator_connection.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <utility>

namespace strongroom::app {
namespace {

constexpr std::chrono::seconds kTime{30};
constexpr std::size_t kLongestAnswer = std::size_t{16} << 20;

std::unexpected<Error> unreachable(const std::string& path, std::string_view why) {
  return failure(ErrorCode::Unavailable,
                 fmt::format("the server can't be reached by {}: {}", path, why));
}

}  // namespace

Result<std::optional<boost::json::object>> ask_server(const std::string& folder,
                                                      const boost::json::object& request) {
  const auto place = OperatorAddress::of(folder);
  if (!place) return std::nullopt;  // no folder, no server
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) return unreachable(place->path(), std::strerror(errno));
  if (::connect(socket.get(), place->address(), place->size()) != 0) {
    if (errno == ENOENT || errno == ECONNREFUSED) return std::nullopt;
    return unreachable(place->path(), std::strerror(errno));
  }
  OperatorConnection connection(std::move(socket), kTime);
  SR_CHECK(connection.write(boost::json::serialize(request) + "\n"));
  SR_TRY(const std::string line, connection.read_line(kLongestAnswer));
  boost::system::error_code error;
  boost::json::value answer = boost::json::parse(line, error);
  if (error || !answer.is_object()) return unreachable(place->path(), "its answer is no object.");
  boost::json::object& members = answer.as_object();
  if (const auto* refusal = members.if_contains("error"); refusal && refusal->is_string()) {
    return failure(ErrorCode::InvalidInput, std::string(refusal->get_string()));
  }
  return std::move(members);
}

}  // namespace strongroom::app
