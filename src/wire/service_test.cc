#include "wire/service.h"

#include <gtest/gtest.h>

#include <string>

namespace strongroom::wire {
namespace {

TEST(ServiceTest, FindsEveryServiceByItsScopeName) {
  for (const Service service :
       {Service::SecretsManager, Service::Kms, Service::CloudTrail, Service::Iam, Service::Sts}) {
    EXPECT_EQ(service_of_scope(traits_of(service).scope), service);
  }
  EXPECT_EQ(service_of_scope("s3"), std::nullopt);
  EXPECT_EQ(service_of_scope("KMS"), std::nullopt);
  EXPECT_EQ(service_of_scope(""), std::nullopt);
}

struct TargetCase {
  std::string_view header;
  Service service;
  std::string_view operation;
};

TEST(ServiceTest, ReadsTargets) {
  for (const TargetCase& want : {
           TargetCase{"secretsmanager.GetSecretValue", Service::SecretsManager, "GetSecretValue"},
           TargetCase{"SecretsManager.GetSecretValue", Service::SecretsManager, "GetSecretValue"},
           TargetCase{"TrentService.Decrypt", Service::Kms, "Decrypt"},
           TargetCase{"com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents",
                      Service::CloudTrail, "LookupEvents"},
           TargetCase{"CloudTrail_20131101.LookupEvents", Service::CloudTrail, "LookupEvents"},
           TargetCase{"secretsmanager.", Service::SecretsManager, ""},
       }) {
    const auto target = parse_target(want.header);
    ASSERT_TRUE(target) << want.header;
    EXPECT_EQ(target->service, want.service);
    EXPECT_EQ(target->operation, want.operation);
  }
}

TEST(ServiceTest, RefusesOtherTargets) {
  for (const std::string_view header :
       {"", ".", "GetSecretValue", ".GetSecretValue", "iam.GetUser", "secretsmanagerGetSecretValue",
        "xsecretsmanager.Get", "secretsmanager.x.GetSecretValue"}) {
    EXPECT_FALSE(parse_target(header)) << header;
  }
}

}  // namespace
}  // namespace strongroom::wire
