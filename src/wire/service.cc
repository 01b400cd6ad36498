#include "wire/service.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::wire {
namespace {

constexpr std::array<std::pair<Service, ServiceTraits>, 5> kServices = {{
    {Service::SecretsManager, {"secretsmanager", Protocol::Json, "secretsmanager", {}, {}}},
    {Service::Kms, {"kms", Protocol::Json, "TrentService", {}, {}}},
    {Service::CloudTrail,
     {"cloudtrail",
      Protocol::Json,
      "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
      {},
      {}}},
    {Service::Iam,
     {"iam", Protocol::Query, {}, "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/"}},
    {Service::Sts,
     {"sts", Protocol::Query, {}, "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/"}},
}};

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view last_label(std::string_view text) { return text.substr(text.rfind('.') + 1); }

}  // namespace

const ServiceTraits& traits_of(Service service) {
  return std::ranges::find(kServices, service, &std::pair<Service, ServiceTraits>::first)->second;
}

std::optional<Service> service_of_scope(std::string_view scope) {
  for (const auto& [service, traits] : kServices) {
    if (traits.scope == scope) return service;
  }
  return std::nullopt;
}

std::optional<Target> parse_target(std::string_view x_amz_target) {
  const std::size_t dot = x_amz_target.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view prefix = last_label(x_amz_target.substr(0, dot));
  for (const auto& [service, traits] : kServices) {
    if (traits.protocol == Protocol::Json &&
        equals_ignoring_case(prefix, last_label(traits.target_prefix))) {
      return Target{.service = service, .operation = x_amz_target.substr(dot + 1)};
    }
  }
  return std::nullopt;
}

}  // namespace strongroom::wire
