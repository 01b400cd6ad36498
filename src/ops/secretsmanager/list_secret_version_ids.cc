#include "ops/secretsmanager/list_secret_version_ids.h"

#include "base/bytes.h"
#include "ops/secretsmanager/secret_access.h"
#include "ops/secretsmanager/secret_description.h"

#include <algorithm>
#include <span>
#include <utility>

namespace strongroom::ops::secretsmanager {
namespace {

constexpr std::int64_t kDefaultPage = 100;

VersionEntry entry_of(const OperationContext& context, const secrets::Secret& secret,
                      const secrets::Version& version) {
  const secrets::AccessDates& dates = context.services.secrets.access_dates();
  VersionEntry entry{.version_id = version.id,
                     .version_stages = std::nullopt,
                     .last_accessed_date = access_date(dates.last_accessed(secret, version)),
                     .created_date = version.created,
                     .kms_key_ids = {version.kms_key_ids.begin(), version.kms_key_ids.end()}};
  if (!version.deprecated()) entry.version_stages = version.labels.list();
  if (entry.kms_key_ids.empty()) entry.kms_key_ids.push_back(secrets::kDefaultKey);
  return entry;
}

// What a NextToken of this operation belongs to.
std::string query_of(const secrets::Secret& secret, const ListSecretVersionIds::Input& input) {
  return "ListSecretVersionIds " + secret.arn() + (input.include_deprecated ? " all" : " labelled");
}

// The versions behind the one that the token names.
Result<std::span<const secrets::Version>> versions_from(const OperationContext& context,
                                                        const secrets::Secret& secret,
                                                        const ListSecretVersionIds::Input& input) {
  const std::span<const secrets::Version> versions = secret.versions;
  if (!input.next_token) return versions;
  SR_TRY(const Bytes position,
         context.services.page_tokens.open(bytes_of(query_of(secret, input)), *input.next_token));
  const auto last = std::ranges::find(versions, text_of(position), &secrets::Version::id);
  if (last == versions.end()) {
    return failure(ErrorCode::InvalidNextToken, "The NextToken is no longer valid.");
  }
  return versions.subspan(static_cast<std::size_t>(last - versions.begin()) + 1);
}

}  // namespace

Result<policy::AccessRequest> ListSecretVersionIds::access(OperationContext& context,
                                                           const Input& input) {
  return access_to_secret(context, "secretsmanager:ListSecretVersionIds", input.secret_id);
}

Task<Result<ListSecretVersionIds::Output>> ListSecretVersionIds::handle(OperationContext& context,
                                                                        const Input& input) {
  SR_CO_TRY(const secrets::SecretPtr secret, existing_secret(context));
  SR_CO_TRY(const auto versions, versions_from(context, *secret, input));
  const auto page = static_cast<std::size_t>(input.max_results.value_or(kDefaultPage));
  Output output;
  output.arn = secret->arn();
  output.name = secret->name;
  for (const secrets::Version& version : versions) {
    if (version.deprecated() && !input.include_deprecated) continue;
    if (output.versions.size() == page) {
      output.next_token = context.services.page_tokens.seal(
          bytes_of(query_of(*secret, input)), bytes_of(output.versions.back().version_id));
      break;
    }
    output.versions.push_back(entry_of(context, *secret, version));
  }
  co_return output;
}

}  // namespace strongroom::ops::secretsmanager
