#include "iam/aws_managed_policies.h"

#include <chrono>
#include <cstring>
#include <string_view>

namespace strongroom::iam {
namespace {

struct Shipped {
  std::string_view path;
  std::string_view name;
  std::string_view id;  ///< The rest of the unique id; ours.
  std::uint32_t version;
  std::chrono::year_month_day created;
  std::string_view description;
  std::string_view document;
};

using namespace std::chrono_literals;

constexpr std::string_view kAdministrator =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})";

constexpr std::string_view kPowerUser = R"({"Version":"2012-10-17","Statement":[
{"Effect":"Allow","NotAction":["iam:*","organizations:*","account:*"],"Resource":"*"},
{"Effect":"Allow","Action":["account:GetAccountInformation","account:GetPrimaryEmail",
"account:ListRegions","iam:CreateServiceLinkedRole","iam:DeleteServiceLinkedRole","iam:ListRoles",
"organizations:DescribeOrganization"],"Resource":"*"}]})";

constexpr std::string_view kReadOnly = R"({"Version":"2012-10-17","Statement":[
{"Sid":"ReadOnlyActions","Effect":"Allow","Action":["secretsmanager:Describe*",
"secretsmanager:GetResourcePolicy","secretsmanager:List*","kms:Describe*","kms:Get*","kms:List*",
"iam:Generate*","iam:Get*","iam:List*","iam:Simulate*","sts:GetAccessKeyInfo",
"sts:GetCallerIdentity","sts:GetSessionToken","cloudtrail:Describe*","cloudtrail:Get*",
"cloudtrail:List*","cloudtrail:LookupEvents"],"Resource":"*"}]})";

constexpr std::string_view kSecurityAudit = R"({"Version":"2012-10-17","Statement":[
{"Sid":"BaseSecurityAuditStatement","Effect":"Allow","Action":["secretsmanager:DescribeSecret",
"secretsmanager:GetResourcePolicy","secretsmanager:ListSecrets",
"secretsmanager:ListSecretVersionIds","kms:Describe*","kms:Get*","kms:List*",
"iam:GenerateCredentialReport","iam:GenerateServiceLastAccessedDetails","iam:Get*","iam:List*",
"iam:SimulateCustomPolicy","iam:SimulatePrincipalPolicy","sts:GetAccessKeyInfo",
"cloudtrail:DescribeTrails","cloudtrail:GetEventSelectors","cloudtrail:GetInsightSelectors",
"cloudtrail:GetTrail","cloudtrail:GetTrailStatus","cloudtrail:ListTags","cloudtrail:ListTrails",
"cloudtrail:LookupEvents"],"Resource":"*"}]})";

constexpr std::string_view kViewOnly = R"({"Version":"2012-10-17","Statement":[
{"Effect":"Allow","Action":["cloudtrail:DescribeTrails","cloudtrail:ListTrails",
"cloudtrail:LookupEvents","iam:GetAccountSummary","iam:GetLoginProfile","iam:List*","kms:ListKeys",
"kms:ListResourceTags"],"Resource":"*"}]})";

constexpr std::string_view kSecretsManagerReadWrite = R"({"Version":"2012-10-17","Statement":[
{"Sid":"BasePermissions","Effect":"Allow","Action":["secretsmanager:*",
"cloudformation:CreateChangeSet","cloudformation:DescribeChangeSet",
"cloudformation:DescribeStackResource","cloudformation:DescribeStacks",
"cloudformation:ExecuteChangeSet","docdb-elastic:GetCluster","docdb-elastic:ListClusters",
"ec2:DescribeSecurityGroups","ec2:DescribeSubnets","ec2:DescribeVpcs","kms:DescribeKey",
"kms:ListAliases","kms:ListKeys","lambda:ListFunctions","rds:DescribeDBClusters",
"rds:DescribeDBInstances","redshift:DescribeClusters","redshift-serverless:ListWorkgroups",
"redshift-serverless:GetNamespace","tag:GetResources"],"Resource":"*"},
{"Sid":"LambdaPermissions","Effect":"Allow","Action":["lambda:AddPermission",
"lambda:CreateFunction","lambda:GetFunction","lambda:InvokeFunction",
"lambda:UpdateFunctionConfiguration"],"Resource":"arn:aws:lambda:*:*:function:SecretsManager*"},
{"Sid":"SARPermissions","Effect":"Allow","Action":["serverlessrepo:CreateCloudFormationChangeSet",
"serverlessrepo:GetApplication"],"Resource":"arn:aws:serverlessrepo:*:*:applications/SecretsManager*"},
{"Sid":"S3Permissions","Effect":"Allow","Action":["s3:GetObject"],
"Resource":["arn:aws:s3:::awsserverlessrepo-changesets*","arn:aws:s3:::secrets-manager-rotation-apps-*/*"]},
{"Sid":"CloudFormationTagPermissions","Effect":"Allow","Action":["cloudformation:TagResource",
"cloudformation:UntagResource"],"Resource":"*","Condition":{"StringEquals":
{"cloudformation:CreateAction":["CreateChangeSet","ExecuteChangeSet"]}}}]})";

constexpr std::string_view kSecretsManagerClient = R"({"Version":"2012-10-17","Statement":[
{"Sid":"SecretsManagerRead","Effect":"Allow","Action":["secretsmanager:GetSecretValue",
"secretsmanager:DescribeSecret"],"Resource":"arn:aws:secretsmanager:*:*:secret:*"},
{"Sid":"KmsDecrypt","Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*",
"Condition":{"StringLike":{"kms:EncryptionContext:SecretARN":"arn:aws:secretsmanager:*:*:secret:*",
"kms:ViaService":"secretsmanager.*.amazonaws.com"}}}]})";

constexpr std::string_view kKeyPowerUser = R"({"Version":"2012-10-17","Statement":[
{"Effect":"Allow","Action":["kms:CreateAlias","kms:CreateKey","kms:DeleteAlias","kms:Describe*",
"kms:GenerateRandom","kms:Get*","kms:List*","kms:TagResource","kms:UntagResource",
"iam:ListGroups","iam:ListRoles","iam:ListUsers"],"Resource":"*"}]})";

constexpr std::string_view kIamFull = R"({"Version":"2012-10-17","Statement":[
{"Effect":"Allow","Action":["iam:*","organizations:DescribeAccount",
"organizations:DescribeOrganization","organizations:DescribeOrganizationalUnit",
"organizations:DescribePolicy","organizations:ListChildren","organizations:ListParents",
"organizations:ListPoliciesForTarget","organizations:ListRoots","organizations:ListPolicies",
"organizations:ListTargetsForPolicy"],"Resource":"*"}]})";

constexpr std::string_view kIamReadOnly = R"({"Version":"2012-10-17","Statement":[
{"Effect":"Allow","Action":["iam:GenerateCredentialReport",
"iam:GenerateServiceLastAccessedDetails","iam:Get*","iam:List*","iam:SimulateCustomPolicy",
"iam:SimulatePrincipalPolicy"],"Resource":"*"}]})";

constexpr std::string_view kChangePassword = R"({"Version":"2012-10-17","Statement":[
{"Sid":"ChangePassword","Effect":"Allow","Action":["iam:ChangePassword"],
"Resource":["arn:aws:iam::*:user/${aws:username}","arn:aws:iam::*:user/*/${aws:username}"]},
{"Sid":"GetPasswordPolicy","Effect":"Allow","Action":["iam:GetAccountPasswordPolicy"],
"Resource":"*"}]})";

constexpr std::string_view kTrailFull = R"({"Version":"2012-10-17","Statement":[
{"Effect":"Allow","Action":["sns:AddPermission","sns:CreateTopic","sns:SetTopicAttributes",
"sns:GetTopicAttributes"],"Resource":["arn:aws:sns:*:*:aws-cloudtrail-logs*"]},
{"Effect":"Allow","Action":["sns:ListTopics"],"Resource":"*"},
{"Effect":"Allow","Action":["s3:CreateBucket","s3:PutBucketPolicy","s3:PutBucketPublicAccessBlock"],
"Resource":["arn:aws:s3:::aws-cloudtrail-logs*"]},
{"Effect":"Allow","Action":["s3:ListAllMyBuckets","s3:GetBucketLocation","s3:GetBucketPolicy"],
"Resource":"*"},
{"Effect":"Allow","Action":"cloudtrail:*","Resource":"*"},
{"Effect":"Allow","Action":["logs:CreateLogGroup"],
"Resource":["arn:aws:logs:*:*:log-group:aws-cloudtrail-logs*"]},
{"Effect":"Allow","Action":["iam:ListRoles","iam:GetRolePolicy","iam:GetUser"],"Resource":"*"},
{"Effect":"Allow","Action":["iam:PassRole"],"Resource":"*","Condition":{"StringEquals":
{"iam:PassedToService":"cloudtrail.amazonaws.com"}}},
{"Effect":"Allow","Action":["kms:CreateKey","kms:CreateAlias","kms:ListKeys","kms:ListAliases"],
"Resource":"*"},
{"Effect":"Allow","Action":["lambda:ListFunctions"],"Resource":"*"},
{"Effect":"Allow","Action":["dynamodb:ListGlobalTables","dynamodb:ListTables"],"Resource":"*"}]})";

constexpr std::string_view kTrailReadOnly = R"({"Version":"2012-10-17","Statement":[
{"Effect":"Allow","Action":["cloudtrail:Get*","cloudtrail:Describe*","cloudtrail:List*",
"cloudtrail:LookupEvents"],"Resource":"*"}]})";

constexpr std::string_view kDenyAll =
    R"({"Version":"2012-10-17","Statement":[{"Sid":"DenyAll","Effect":"Deny","Action":["*"],"Resource":"*"}]})";

constexpr Shipped kShipped[] = {
    {"/", "AdministratorAccess", "AAAAAAAAAAAAAAAAB", 1, 2015y / 2 / 6,
     "Provides full access to AWS services and resources.", kAdministrator},
    {"/", "PowerUserAccess", "AAAAAAAAAAAAAAAAC", 12, 2026y / 2 / 12,
     "Provides full access to AWS services and resources, but does not allow management of Users "
     "and groups.",
     kPowerUser},
    {"/", "ReadOnlyAccess", "AAAAAAAAAAAAAAAAD", 178, 2026y / 2 / 12,
     "Provides read-only access to AWS services and resources.", kReadOnly},
    {"/", "SecurityAudit", "AAAAAAAAAAAAAAAAE", 85, 2026y / 3 / 2,
     "The security audit template grants access to read security configuration metadata.",
     kSecurityAudit},
    {"/job-function/", "ViewOnlyAccess", "AAAAAAAAAAAAAAAAF", 43, 2026y / 2 / 12,
     "This policy grants permissions to view resources and basic metadata.", kViewOnly},
    {"/", "SecretsManagerReadWrite", "AAAAAAAAAAAAAAAAG", 6, 2026y / 8 / 25,
     "Provides read/write access to AWS Secrets Manager via the AWS Management Console.",
     kSecretsManagerReadWrite},
    {"/", "AWSSecretsManagerClientReadOnlyAccess", "AAAAAAAAAAAAAAAAH", 3, 2026y / 2 / 12,
     "Provides read-only access to secret values.", kSecretsManagerClient},
    {"/", "AWSKeyManagementServicePowerUser", "AAAAAAAAAAAAAAABA", 2, 2017y / 3 / 7,
     "Provides access to AWS Key Management Service (KMS).", kKeyPowerUser},
    {"/", "IAMFullAccess", "AAAAAAAAAAAAAAABB", 2, 2019y / 6 / 21, "Provides full access to IAM.",
     kIamFull},
    {"/", "IAMReadOnlyAccess", "AAAAAAAAAAAAAAABC", 4, 2018y / 1 / 25,
     "Provides read only access to IAM.", kIamReadOnly},
    {"/", "IAMUserChangePassword", "AAAAAAAAAAAAAAABD", 5, 2026y / 2 / 12,
     "Provides the ability for an IAM user to change their own password.", kChangePassword},
    {"/", "AWSCloudTrail_FullAccess", "AAAAAAAAAAAAAAABE", 3, 2021y / 2 / 22,
     "Provides full access to AWS CloudTrail.", kTrailFull},
    {"/", "AWSCloudTrail_ReadOnlyAccess", "AAAAAAAAAAAAAAABF", 1, 2022y / 6 / 14,
     "Provides read only access to AWS CloudTrail.", kTrailReadOnly},
    {"/", "AWSDenyAll", "AAAAAAAAAAAAAAABG", 2, 2023y / 12 / 18, "Deny all access.", kDenyAll},
};

}  // namespace

std::vector<ManagedPolicyPtr> aws_managed_policies(PolicyPool& pool) {
  std::vector<ManagedPolicyPtr> policies;
  for (const Shipped& shipped : kShipped) {
    auto policy = std::make_shared<ManagedPolicy>();
    policy->account = kAwsAccount;
    policy->path = shipped.path;
    policy->name = shipped.name;
    policy->id = std::string("ANPA").append(shipped.id);
    policy->created = Timestamp(std::chrono::sys_days(shipped.created));
    policy->updated = policy->created;
    policy->description = shipped.description;
    policy->default_version = shipped.version;
    policy->last_version = shipped.version;
    policy->versions.push_back({.number = shipped.version,
                                .document = pool.share(policy->arn(), shipped.document),
                                .created = policy->created});
    // Not in the store; a key that no record has, as KeySpace's keys are never zeros and a number.
    const std::size_t number = policies.size();
    std::memcpy(policy->key.data() + policy->key.size() - sizeof number, &number, sizeof number);
    policies.push_back(std::move(policy));
  }
  return policies;
}

}  // namespace strongroom::iam
