// ARNs, SecretIds and names. What is taken apart must hold together again.

#include "base/arn.h"
#include "require.h"
#include "secrets/secret_id.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace strongroom;

std::string joined(const Arn& arn) {
  std::string text("arn");
  for (const std::string_view part :
       {arn.partition, arn.service, arn.region, arn.account, arn.resource}) {
    text.append(":").append(part);
  }
  return text;
}

/// Whether the ARN of the secret it names is read as the same secret.
bool comes_back(const secrets::SecretId& id) {
  const secrets::Partition partition{.account = "123456789012", .region = "eu-west-1"};
  const std::string arn = secrets::secret_arn(partition, id.name, "AbCdEf");
  const auto again = secrets::parse_secret_id(arn);
  return again && again->name == id.name && again->suffix == "AbCdEf" &&
         again->account == partition.account;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto arn = parse_arn(text);
  if (arn) {
    require(joined(*arn) == text);
    if (is_region_name(arn->region)) require(!partition_of_region(arn->region).empty());
    require(!is_account_id(arn->account) || arn->account.size() == 12);
  }
  const auto id = secrets::parse_secret_id(text);
  if (secrets::is_secret_name(text)) require(id && id->name == text && id->suffix.empty());
  if (!id) return 0;
  require(secrets::is_secret_name(id->name));
  require(id->suffix.empty() || id->suffix.size() == 6);
  require(arn.has_value() || id->name == text);
  require(comes_back(*id));
  return 0;
}
