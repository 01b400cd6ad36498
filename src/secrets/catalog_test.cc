#include "secrets/catalog.h"

#include "secrets/secret_record.h"
#include "secrets/testing/secret_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace strongroom::secrets {
namespace {

using testing::a_secret;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kHere;
using Names = std::vector<std::string>;

const Partition kElsewhere{"111122223333", "us-east-1"};

Timestamp at(std::int64_t milliseconds) { return timestamp_of(milliseconds); }

Names visited(const Catalog& catalog, const std::optional<Catalog::Position>& after, bool backwards,
              std::size_t limit = 100'000) {
  Names names;
  catalog.visit_by_creation(kHere, after, backwards, [&](const SecretPtr& secret) {
    names.push_back(secret->name);
    return names.size() < limit;
  });
  return names;
}

TEST(CatalogTest, FindsASecretByItsPartitionAndName) {
  Catalog catalog;
  catalog.put(a_secret("a").share());
  catalog.put(a_secret("a").in(kElsewhere).described("other").share());
  EXPECT_EQ(catalog.find(kHere, "a")->extras().description, "");
  EXPECT_EQ(catalog.find(kElsewhere, "a")->extras().description, "other");
  EXPECT_EQ(catalog.size(), 2u);
}

TEST(CatalogTest, IsFilledWithAllSecretsOfAPartition) {
  Catalog catalog;
  std::vector<SecretPtr> secrets;
  Names names;
  for (int i = 0; i < 5'000; ++i) {
    names.push_back(std::to_string(100'000 + i));
    secrets.push_back(a_secret(names.back()).created(at(i)).scheduled_for_deletion().share());
  }
  std::ranges::reverse(secrets);
  ASSERT_TRUE(catalog.fill(kHere, secrets));
  ASSERT_TRUE(catalog.fill(kElsewhere, std::vector{a_secret("a").in(kElsewhere).share()}));
  EXPECT_EQ(catalog.size(), 5'001u);
  EXPECT_EQ(visited(catalog, {}, false), names);
  for (const SecretPtr& secret : secrets) {
    EXPECT_EQ(catalog.find(kHere, secret->name), secret);
  }
  EXPECT_EQ(catalog.find(secrets[7]->key), secrets[7]);
  EXPECT_EQ(catalog.find(kElsewhere, "a")->partition, kElsewhere);
  EXPECT_THAT(catalog.deletions_due(at(0) + std::chrono::days(30)), ElementsAre(secrets.back()));
  catalog.put(a_secret(names[0]).described("new").share());
  EXPECT_EQ(catalog.find(kHere, names[0])->extras().description, "new");
  EXPECT_EQ(catalog.size(), 5'001u);
}

TEST(CatalogTest, RefusesToBeFilledWithTwoOfOneName) {
  Catalog catalog;
  const std::vector twice{a_secret("a").share(), a_secret("a").created(at(5)).share()};
  EXPECT_EQ(catalog.fill(kHere, twice).error().code(), ErrorCode::Internal);
}

TEST(CatalogTest, FindsNothingThatIsNotThere) {
  Catalog catalog;
  EXPECT_EQ(catalog.find(kHere, "a"), nullptr);
  catalog.put(a_secret("a").share());
  EXPECT_EQ(catalog.find(kHere, "A"), nullptr);
  EXPECT_EQ(catalog.find(kHere, ""), nullptr);
  EXPECT_EQ(catalog.find({"444455556666", "eu-west-1"}, "a"), nullptr);
  EXPECT_EQ(catalog.find(a_secret("b").build().key), nullptr);
}

TEST(CatalogTest, ReplacesAnEntryAndLeavesTheFormerOneToItsReaders) {
  Catalog catalog;
  catalog.put(a_secret("a").share());
  const SecretPtr before = catalog.find(kHere, "a");
  catalog.put(a_secret("a").created(at(5)).described("new").share());
  EXPECT_EQ(catalog.find(kHere, "a")->extras().description, "new");
  EXPECT_EQ(before->extras().description, "");
  EXPECT_EQ(catalog.size(), 1u);
  EXPECT_EQ(catalog.find(before->key)->extras().description, "new");
}

TEST(CatalogTest, ForgetsWhatIsErased) {
  Catalog catalog;
  catalog.put(a_secret("a").share());
  catalog.put(a_secret("b").share());
  catalog.erase(a_secret("a").build().key);
  catalog.erase(a_secret("never").build().key);
  EXPECT_EQ(catalog.find(kHere, "a"), nullptr);
  EXPECT_THAT(visited(catalog, {}, false), ElementsAre("b"));
}

TEST(CatalogTest, VisitsInTheOrderOfCreationThenOfNames) {
  Catalog catalog;
  catalog.put(a_secret("c").created(at(1)).share());
  catalog.put(a_secret("b").created(at(2)).share());
  catalog.put(a_secret("a").created(at(2)).share());
  catalog.put(a_secret("z").in(kElsewhere).created(at(2)).share());
  EXPECT_THAT(visited(catalog, {}, false), ElementsAre("c", "a", "b"));
  EXPECT_THAT(visited(catalog, {}, true), ElementsAre("b", "a", "c"));
  EXPECT_THAT(visited(catalog, {}, false, 2), ElementsAre("c", "a"));
  catalog.put(a_secret("c").created(at(9)).share());
  EXPECT_THAT(visited(catalog, {}, false), ElementsAre("a", "b", "c"));
}

TEST(CatalogTest, GoesOnBehindAPositionAlsoWhenThatIsGone) {
  Catalog catalog;
  for (const auto* name : {"a", "c", "e"}) catalog.put(a_secret(name).created(at(1)).share());
  EXPECT_THAT(visited(catalog, {{at(1), "a"}}, false), ElementsAre("c", "e"));
  EXPECT_THAT(visited(catalog, {{at(1), "d"}}, false), ElementsAre("e"));
  EXPECT_THAT(visited(catalog, {{at(1), "d"}}, true), ElementsAre("c", "a"));
  EXPECT_THAT(visited(catalog, {{at(1), "e"}}, false), IsEmpty());
  EXPECT_THAT(visited(catalog, {{at(1), "a"}}, true), IsEmpty());
}

TEST(CatalogTest, VisitsAllOfManyOnceInBothDirections) {
  Catalog catalog;
  Names names;
  for (int i = 0; i < 10'000; ++i) {
    names.push_back(std::to_string(100'000 + i));
    catalog.put(a_secret(names.back()).created(at(i / 7)).share());
  }
  EXPECT_EQ(visited(catalog, {}, false), names);
  std::ranges::reverse(names);
  EXPECT_EQ(visited(catalog, {}, true), names);
}

TEST(CatalogTest, NamesThePartitionsThatHoldOrHeldSecrets) {
  Catalog catalog;
  EXPECT_THAT(catalog.partitions(), IsEmpty());
  catalog.put(a_secret("a").in(kElsewhere).share());
  catalog.put(a_secret("b").share());
  catalog.erase(a_secret("b").build().key);
  EXPECT_THAT(catalog.partitions(), ::testing::UnorderedElementsAre(kHere, kElsewhere));
}

TEST(CatalogTest, FollowsTheCommitsOfItsTable) {
  Catalog catalog;
  const Secret secret = a_secret("a").with_version("v1", {kCurrent}).build();
  const Bytes key = copy_of(secret.key);
  Bytes other = key;
  other[0] = std::byte{'K'};
  catalog.committed({.revision = 7,
                     .writes = {{.key = key, .value = encode_secret(secret)},
                                {.key = other, .value = Bytes(3)},
                                {.key = copy_of(bytes_of("V1")), .value = Bytes(3)}}});
  ASSERT_NE(catalog.find(kHere, "a"), nullptr);
  EXPECT_EQ(catalog.find(kHere, "a")->revision, 7u);
  EXPECT_EQ(catalog.find(kHere, "a")->key, secret.key);
  EXPECT_NE(catalog.find(kHere, "a")->version_with(kCurrent), nullptr);
  EXPECT_EQ(catalog.size(), 1u);

  catalog.committed({.revision = 8, .writes = {{.key = other, .value = std::nullopt}}});
  EXPECT_EQ(catalog.size(), 1u);
  catalog.committed({.revision = 9, .writes = {{.key = key, .value = std::nullopt}}});
  EXPECT_EQ(catalog.size(), 0u);
}

TEST(CatalogTest, ServesReadersWhileItChanges) {
  Catalog catalog;
  catalog.put(a_secret("fixed").share());
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 3; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 500; ++i) {
        const std::string name = std::to_string(thread) + "-" + std::to_string(i);
        const Partition in{"11112222333" + std::to_string(i % 10), "eu-west-1"};
        catalog.put(a_secret(name).in(in).share());
        EXPECT_NE(catalog.find(in, name), nullptr);
        EXPECT_NE(catalog.find(kHere, "fixed"), nullptr);
        if (i % 2 == 0) catalog.erase(a_secret(name).build().key);
        if (i % 50 == 0) visited(catalog, {}, false);
      }
    });
  }
  threads.clear();
  EXPECT_EQ(catalog.size(), 1u + 3u * 250u);
}

}  // namespace
}  // namespace strongroom::secrets
