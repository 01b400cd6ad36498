#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::wire {

/// The services of AWS that clients may mean (sigv4 contract 1).
enum class Service : std::uint8_t { SecretsManager, Kms, CloudTrail, Iam, Sts };

/// How requests and answers are written.
enum class Protocol : std::uint8_t { Json, Query };

struct ServiceTraits {
  std::string_view scope;  ///< Name in the credential scope, as in `secretsmanager`.
  Protocol protocol;
  std::string_view target_prefix;  ///< JSON: what stands before the operation in X-Amz-Target.
  std::string_view api_version;    ///< Query: the form's Version.
  std::string_view xml_namespace;  ///< Query: of the answer's root element.
};

const ServiceTraits& traits_of(Service service);

/// The service of that name in a credential scope.
std::optional<Service> service_of_scope(std::string_view scope);

/// What X-Amz-Target says: `secretsmanager.GetSecretValue`.
struct Target {
  Service service;
  std::string_view operation;  ///< A view into the header; not known to exist.
};

/// The operation is the last label; the prefix must end, in any case of letters, in a service's
/// prefix or in the last label of it, as older SDKs send. Nothing when no service fits.
std::optional<Target> parse_target(std::string_view x_amz_target);

}  // namespace strongroom::wire
