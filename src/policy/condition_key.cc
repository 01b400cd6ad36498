#include "policy/condition_key.h"

#include "policy/case_fold.h"

#include <algorithm>
#include <array>

namespace strongroom::policy {
namespace {

using KeyFamily = ConditionKeyName::Family;

struct Global {
  std::string_view name;  // behind "aws:"
  GlobalKey key;
};

constexpr std::array kGlobals = {
    Global{"calledvia", GlobalKey::CalledVia},
    Global{"calledviafirst", GlobalKey::CalledViaFirst},
    Global{"calledvialast", GlobalKey::CalledViaLast},
    Global{"currenttime", GlobalKey::CurrentTime},
    Global{"epochtime", GlobalKey::EpochTime},
    Global{"federatedprovider", GlobalKey::FederatedProvider},
    Global{"multifactorauthage", GlobalKey::MultiFactorAuthAge},
    Global{"multifactorauthpresent", GlobalKey::MultiFactorAuthPresent},
    Global{"principalaccount", GlobalKey::PrincipalAccount},
    Global{"principalarn", GlobalKey::PrincipalArn},
    Global{"principalisawsservice", GlobalKey::PrincipalIsAwsService},
    Global{"principalorgid", GlobalKey::PrincipalOrgId},
    Global{"principalorgpaths", GlobalKey::PrincipalOrgPaths},
    Global{"principalservicename", GlobalKey::PrincipalServiceName},
    Global{"principalservicenameslist", GlobalKey::PrincipalServiceNamesList},
    Global{"principaltype", GlobalKey::PrincipalType},
    Global{"referer", GlobalKey::Referer},
    Global{"requestedregion", GlobalKey::RequestedRegion},
    Global{"resourceaccount", GlobalKey::ResourceAccount},
    Global{"resourceorgid", GlobalKey::ResourceOrgId},
    Global{"resourceorgpaths", GlobalKey::ResourceOrgPaths},
    Global{"securetransport", GlobalKey::SecureTransport},
    Global{"sourceaccount", GlobalKey::SourceAccount},
    Global{"sourcearn", GlobalKey::SourceArn},
    Global{"sourceidentity", GlobalKey::SourceIdentity},
    Global{"sourceip", GlobalKey::SourceIp},
    Global{"sourceorgid", GlobalKey::SourceOrgId},
    Global{"sourceorgpaths", GlobalKey::SourceOrgPaths},
    Global{"sourcevpc", GlobalKey::SourceVpc},
    Global{"sourcevpce", GlobalKey::SourceVpce},
    Global{"tokenissuetime", GlobalKey::TokenIssueTime},
    Global{"useragent", GlobalKey::UserAgent},
    Global{"userid", GlobalKey::UserId},
    Global{"username", GlobalKey::UserName},
    Global{"viaawsservice", GlobalKey::ViaAwsService},
    Global{"vpcsourceip", GlobalKey::VpcSourceIp},
    Global{"vpceaccount", GlobalKey::VpceAccount},
    Global{"vpceorgid", GlobalKey::VpceOrgId},
};

constexpr std::string_view kEncryptionContext = "kms:encryptioncontext:";
constexpr std::string_view kPrincipalTag = "aws:principaltag/";
constexpr std::string_view kResourceTag = ":resourcetag/";

GlobalKey global_of(std::string_view folded) {
  if (!folded.starts_with("aws:")) return GlobalKey::None;
  const auto* found = std::ranges::find(kGlobals, folded.substr(4), &Global::name);
  return found == kGlobals.end() ? GlobalKey::None : found->key;
}

}  // namespace

ConditionKeyName parse_condition_key(std::string_view text) {
  const std::string_view start = text.substr(0, kEncryptionContext.size());
  if (equals_folded(start, kEncryptionContext)) {
    return {.family = KeyFamily::EncryptionContext,
            .global = GlobalKey::None,
            .text = std::string(kEncryptionContext) + std::string(text.substr(start.size())),
            .tail_start = start.size()};
  }
  ConditionKeyName key{.text = case_folded(text)};
  if (key.text.starts_with(kPrincipalTag)) {
    key.family = KeyFamily::PrincipalTag;
    key.tail_start = kPrincipalTag.size();
  } else if (const std::size_t at = key.text.find(':');
             at != key.text.npos &&
             std::string_view(key.text).substr(at).starts_with(kResourceTag)) {
    key.family = KeyFamily::ResourceTag;
    key.tail_start = at + kResourceTag.size();
  } else {
    key.global = global_of(key.text);
  }
  return key;
}

bool is_named(const ConditionKeyName& key, std::string_view name) {
  if (key.family != KeyFamily::EncryptionContext) return equals_folded(name, key.text);
  return name.size() == key.text.size() && name.ends_with(key.tail()) &&
         equals_folded(name.substr(0, key.tail_start), key.head());
}

}  // namespace strongroom::policy
