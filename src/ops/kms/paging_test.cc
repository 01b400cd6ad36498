#include "ops/kms/paging.h"

#include "ops/kms/create_grant.h"
#include "ops/kms/list_grants.h"
#include "ops/kms/revoke_grant.h"
#include "ops/kms/testing/kms_fixture.h"

#include <array>
#include <vector>

namespace strongroom::ops::kms_api {
namespace {

/// A key with seven grants, of which a page of two is listed first.
class KmsPagingTest : public testing::KmsTest {
 protected:
  KmsPagingTest() {
    constexpr std::array<std::string_view, 1> kOperations = {"Decrypt"};
    for (int i = 0; i < 7; ++i) {
      CreateGrant::Input input{};
      input.key_id = id_;
      input.grantee = "arn:aws:iam::111122223333:root";
      input.operations = kOperations;
      EXPECT_TRUE(call<CreateGrant>(input));
    }
  }

  auto page(std::string_view id, std::optional<std::string_view> marker) {
    ListGrants::Input input{};
    input.key_id = id;
    input.limit = 2;
    input.marker = marker;
    return call<ListGrants>(input);
  }
  std::vector<std::string> rest(std::string marker) {
    std::vector<std::string> ids;
    while (true) {
      const auto next = page(id_, marker);
      EXPECT_TRUE(next);
      if (!next) return ids;
      for (const GrantEntry& grant : next->items) ids.emplace_back(grant.grant_id);
      EXPECT_EQ(next->truncated, next->next_marker.has_value());
      if (!next->next_marker) return ids;
      marker = *next->next_marker;
    }
  }
  void revoke(std::string_view grant) {
    EXPECT_TRUE(call<RevokeGrant>({.key_id = id_, .grant_id = grant, .dry_run = false}));
  }

  const std::string id_ = new_key();
};

TEST_F(KmsPagingTest, GoesOnBehindWhatIsGone) {
  const auto first = page(id_, {}).value();
  const std::vector<std::string> all = rest(*first.next_marker);
  ASSERT_EQ(all.size(), 5U);
  revoke(first.items.back().grant_id);  // behind which the next page begins
  revoke(all.front());                  // with which it would begin
  EXPECT_EQ(rest(*first.next_marker), std::vector(all.begin() + 1, all.end()));
}

TEST_F(KmsPagingTest, TakesNoMarkerOfAnotherListing) {
  const std::string marker = *page(id_, {})->next_marker;
  EXPECT_EQ(page(new_key(), marker).error().code(), ErrorCode::InvalidNextToken);
  for (std::size_t at = 0; at < marker.size(); ++at) {
    std::string altered = marker;
    altered[at] = altered[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(page(id_, altered)) << at;
  }
}

}  // namespace
}  // namespace strongroom::ops::kms_api
