#include "kms/key_policy.h"

#include "base/arn.h"
#include "base/log.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace strongroom::kms {
namespace {

constexpr std::string_view kAllowNothing =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"}})";

policy::PolicyPtr compiled_or_denying(const std::string& text,
                                      const std::vector<policy::PrincipalBinding>& bindings) {
  const auto id_of = [&](std::string_view arn) {
    const auto found = std::ranges::find(bindings, arn, &policy::PrincipalBinding::arn);
    return found == bindings.end() ? std::string() : found->id;
  };
  auto compiled = policy::compile_policy(text, policy::PolicyKind::Key, "key policy", id_of);
  if (compiled) return *compiled;
  log::error("kms: a stored key policy can't be read; it denies everything");
  return policy::compile_policy(kAllowNothing, policy::PolicyKind::Key, "key policy").value();
}

constexpr std::string_view kThroughService =
    "Allow access through AWS Secrets Manager for all principals in the account that are "
    "authorized "
    "to use AWS Secrets Manager";

std::string root_arn(std::string_view account, std::string_view partition) {
  return fmt::format("arn:{}:iam::{}:root", partition, account);
}

/// AWS gives two statements one Sid, which policies of others can't have: `second_sid` may differ.
std::string secrets_manager_text(std::string_view account, std::string_view region,
                                 std::string_view second_sid) {
  return fmt::format(
      R"({{
  "Version" : "2012-10-17",
  "Id" : "auto-secretsmanager-2",
  "Statement" : [ {{
    "Sid" : "{4}",
    "Effect" : "Allow",
    "Principal" : {{
      "AWS" : "*"
    }},
    "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:CreateGrant", "kms:DescribeKey" ],
    "Resource" : "*",
    "Condition" : {{
      "StringEquals" : {{
        "kms:CallerAccount" : "{0}",
        "kms:ViaService" : "secretsmanager.{1}.amazonaws.com"
      }}
    }}
  }}, {{
    "Sid" : "{3}",
    "Effect" : "Allow",
    "Principal" : {{
      "AWS" : "*"
    }},
    "Action" : "kms:GenerateDataKey*",
    "Resource" : "*",
    "Condition" : {{
      "StringEquals" : {{
        "kms:CallerAccount" : "{0}"
      }},
      "StringLike" : {{
        "kms:ViaService" : "secretsmanager.*.amazonaws.com"
      }}
    }}
  }}, {{
    "Sid" : "Allow direct access to key metadata to the account",
    "Effect" : "Allow",
    "Principal" : {{
      "AWS" : "{2}"
    }},
    "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
    "Resource" : "*"
  }} ]
}})",
      account, region, root_arn(account, partition_of_region(region)), second_sid, kThroughService);
}

}  // namespace

KeyPolicy::KeyPolicy(std::string text, std::vector<policy::PrincipalBinding> bindings)
    : text_(std::move(text)),
      bindings_(std::move(bindings)),
      compiled_(compiled_or_denying(text_, bindings_)) {}

std::string default_key_policy(std::string_view account) {
  return fmt::format(R"({{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {{
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {{
      "AWS" : "{}"
    }},
    "Action" : "kms:*",
    "Resource" : "*"
  }} ]
}})",
                     root_arn(account, "aws"));
}

KeyPolicyPtr secrets_manager_key_policy(std::string_view account, std::string_view region) {
  return std::make_shared<const KeyPolicy>(
      secrets_manager_text(account, region, kThroughService),
      policy::compile_policy(secrets_manager_text(account, region, "data keys"),
                             policy::PolicyKind::Key, "key policy")
          .value());
}

}  // namespace strongroom::kms
