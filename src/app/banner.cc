#include "app/banner.h"

#include <fmt/format.h>

#include <cstdio>

namespace strongroom::app {

void print_banner(const Settings& settings, const DataFolder& folder, std::uint16_t port) {
  const bool ipv6 = settings.address.find(':') != std::string::npos;
  const std::string host = ipv6 ? fmt::format("[{}]", settings.address) : settings.address;
  const std::string url = fmt::format("{}://{}:{}", settings.tls ? "https" : "http", host, port);
  fmt::print("listening on {}\n", url);
  if (settings.development) {
    const std::string region = settings.regions.empty() ? "us-east-1" : settings.regions.front();
    const bool default_key = settings.access_key_id == "test";
    fmt::print(
        "\n"
        "Development mode: the root key lies beside the data in {}; not for secrets that matter.\n"
        "Unlike in AWS, the root user may assume roles here.\n"
        "To use it from another terminal:\n"
        "\n"
        "  export AWS_ENDPOINT_URL={}\n"
        "  export AWS_ACCESS_KEY_ID={} AWS_SECRET_ACCESS_KEY={} AWS_REGION={} "
        "AWS_DEFAULT_REGION={}\n"
        "  aws secretsmanager create-secret --name hello --secret-string world --endpoint-url {}\n"
        "  aws secretsmanager get-secret-value --secret-id hello --endpoint-url {}\n"
        "\n",
        folder.path(), url, settings.access_key_id, default_key ? "test" : "(as given)", region,
        region, url, url);
  }
  std::fflush(stdout);
}

}  // namespace strongroom::app
