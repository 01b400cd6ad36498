#include "policy/condition_context.h"

#include "policy/case_fold.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace strongroom::policy {
namespace {

using KeyFamily = ConditionKeyName::Family;
using Kind = Caller::Kind;

ContextValue truth(std::optional<bool> value) {
  if (!value) return {};
  return ContextValue::of(*value ? "true" : "false");
}

ContextValue text_or_absent(std::optional<std::string_view> value) {
  return value ? ContextValue::of(*value) : ContextValue();
}

// Tag keys ignore case here, though a resource may carry `Team` and `team` both.
ContextValue tag_value(std::span<const Tag> tags, std::string_view folded_key) {
  const Tag* found = nullptr;
  for (const Tag& tag : tags) {
    if (!equals_folded(tag.key, folded_key)) continue;
    if (found != nullptr) return ContextValue::ambiguous();
    found = &tag;
  }
  return found != nullptr ? ContextValue::of(found->value) : ContextValue();
}

ContextValue listed(const std::vector<std::string>& texts, std::vector<std::string_view>& views) {
  views.assign(texts.begin(), texts.end());
  return ContextValue::of(views);
}

std::string_view type_of(Kind kind) {
  switch (kind) {
    case Kind::Root:
      return "Account";
    case Kind::User:
      return "User";
    case Kind::RoleSession:
      return "AssumedRole";
    case Kind::FederatedSession:
      return "FederatedUser";
    case Kind::Anonymous:
      return "Anonymous";
    case Kind::WebIdentity:
    case Kind::Service:
      break;
  }
  return {};
}

bool is_signed_in(Kind kind) {
  return kind == Kind::Root || kind == Kind::User || kind == Kind::RoleSession ||
         kind == Kind::FederatedSession;
}

// Role sessions show their role, so that a policy need not know the session's name.
std::string_view principal_arn(const Caller& caller) {
  if (!is_signed_in(caller.kind)) return {};
  return caller.kind == Kind::RoleSession ? caller.parent_arn : caller.arn;
}

}  // namespace

std::string_view ConditionContext::written(TimeText& out, std::int64_t number) {
  auto& [characters, size] = out;
  if (size == 0) size = fmt::format_to_n(characters.data(), characters.size(), "{}", number).size;
  return {characters.data(), size};
}

std::string_view ConditionContext::written(TimeText& out, std::chrono::sys_seconds time) {
  using namespace std::chrono;
  auto& [characters, size] = out;
  if (size != 0) return {characters.data(), size};
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  const auto end =
      fmt::format_to_n(characters.data(), characters.size(), "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
                       static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
  size = std::min(end.size, characters.size());
  return {characters.data(), size};
}

ContextValue ConditionContext::find(const ConditionKeyName& key) {
  const ConditionKey* given = nullptr;
  for (const ConditionKey& candidate : request_.context) {
    if (!is_named(key, candidate.name)) continue;
    if (given != nullptr) return ContextValue::ambiguous();
    given = &candidate;
  }
  if (given != nullptr) return ContextValue::of(given->values, given->list);
  switch (key.family) {
    case KeyFamily::PrincipalTag:
      return tag_value(caller_.tags, key.tail());
    case KeyFamily::ResourceTag:
      return resource_tag(key);
    case KeyFamily::EncryptionContext:
      return {};
    case KeyFamily::Plain:
      break;
  }
  return global(key.global);
}

// secretsmanager:ResourceTag/k is the tag of a secret only while a secret is asked for.
ContextValue ConditionContext::resource_tag(const ConditionKeyName& key) const {
  const std::string_view prefix = key.head().substr(0, key.head().find(':'));
  const std::string_view service = request_.action.substr(0, request_.action.find(':'));
  if (prefix != "aws" && !equals_folded(service, prefix)) return {};
  return tag_value(request_.resource_tags, key.tail());
}

ContextValue ConditionContext::global(GlobalKey key) {
  if (key == GlobalKey::None) return {};
  if (key == GlobalKey::ResourceAccount) {
    return ContextValue::unless_empty(request_.resource_account);
  }
  const ContextValue value = of_caller(key);
  return value.present() ? value : of_environment(key);
}

ContextValue ConditionContext::of_caller(GlobalKey key) {
  switch (key) {
    case GlobalKey::PrincipalArn:
      return ContextValue::unless_empty(principal_arn(caller_));
    case GlobalKey::PrincipalAccount:
      return ContextValue::unless_empty(caller_.account);
    case GlobalKey::PrincipalType:
      return ContextValue::unless_empty(type_of(caller_.kind));
    case GlobalKey::UserId:
      return ContextValue::unless_empty(caller_.user_id);
    case GlobalKey::UserName:
      return ContextValue::unless_empty(caller_.user_name);
    case GlobalKey::PrincipalOrgId:
      return ContextValue::unless_empty(caller_.organization);
    case GlobalKey::PrincipalOrgPaths:
      return listed(caller_.organization_paths, organization_paths_);
    case GlobalKey::PrincipalIsAwsService:
      return truth(caller_.kind == Kind::Service);
    case GlobalKey::PrincipalServiceName:
      return ContextValue::unless_empty(caller_.service);
    case GlobalKey::PrincipalServiceNamesList:
      return listed(caller_.service_names, service_names_);
    case GlobalKey::TokenIssueTime:
      if (!caller_.temporary || !caller_.token_issued) return {};
      return ContextValue::of(written(issued_, *caller_.token_issued));
    case GlobalKey::MultiFactorAuthPresent:
      return caller_.temporary ? truth(caller_.mfa_present) : ContextValue();
    case GlobalKey::MultiFactorAuthAge:
      return age_of_mfa();
    case GlobalKey::FederatedProvider:
      return ContextValue::unless_empty(caller_.federated_provider);
    case GlobalKey::SourceIdentity:
      return ContextValue::unless_empty(caller_.source_identity);
    default:
      return {};
  }
}

ContextValue ConditionContext::age_of_mfa() {
  if (!caller_.temporary || !caller_.mfa_time || !environment_.now) return {};
  return ContextValue::of(written(mfa_age_, (*environment_.now - *caller_.mfa_time).count()));
}

ContextValue ConditionContext::of_environment(GlobalKey key) {
  switch (key) {
    case GlobalKey::CurrentTime:
      return environment_.now ? ContextValue::of(written(now_, *environment_.now)) : ContextValue();
    case GlobalKey::EpochTime:
      if (!environment_.now) return {};
      return ContextValue::of(written(epoch_, environment_.now->time_since_epoch().count()));
    case GlobalKey::SourceIp:
      return ContextValue::unless_empty(environment_.source_ip);
    case GlobalKey::SecureTransport:
      return truth(environment_.secure_transport);
    case GlobalKey::UserAgent:
      return text_or_absent(environment_.user_agent);
    case GlobalKey::Referer:
      return text_or_absent(environment_.referer);
    case GlobalKey::RequestedRegion:
      return ContextValue::unless_empty(environment_.requested_region);
    case GlobalKey::ViaAwsService:
      return truth(environment_.via_aws_service);
    case GlobalKey::CalledVia:
      return ContextValue::of(environment_.called_via);
    case GlobalKey::CalledViaFirst:
      return ContextValue::of(environment_.called_via.first(!environment_.called_via.empty()),
                              false);
    case GlobalKey::CalledViaLast:
      return ContextValue::of(environment_.called_via.last(!environment_.called_via.empty()),
                              false);
    case GlobalKey::SourceArn:
      return ContextValue::unless_empty(environment_.source_arn);
    case GlobalKey::SourceAccount:
      return ContextValue::unless_empty(environment_.source_account);
    case GlobalKey::SourceOrgId:
      return ContextValue::unless_empty(environment_.source_organization);
    case GlobalKey::SourceOrgPaths:
      return ContextValue::of(environment_.source_organization_paths);
    case GlobalKey::ResourceOrgId:
      return ContextValue::unless_empty(environment_.resource_organization);
    case GlobalKey::ResourceOrgPaths:
      return ContextValue::of(environment_.resource_organization_paths);
    case GlobalKey::SourceVpc:
      return ContextValue::unless_empty(environment_.source_vpc);
    case GlobalKey::SourceVpce:
      return ContextValue::unless_empty(environment_.source_vpc_endpoint);
    case GlobalKey::VpcSourceIp:
      return ContextValue::unless_empty(environment_.vpc_source_ip);
    case GlobalKey::VpceAccount:
      return ContextValue::unless_empty(environment_.vpc_endpoint_account);
    case GlobalKey::VpceOrgId:
      return ContextValue::unless_empty(environment_.vpc_endpoint_organization);
    default:
      return {};
  }
}

}  // namespace strongroom::policy
