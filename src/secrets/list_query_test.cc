#include "secrets/list_query.h"

#include "secrets/testing/secret_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>

namespace strongroom::secrets {
namespace {

using testing::a_secret;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kHere;
using Names = std::vector<std::string>;

class ListQueryTest : public ::testing::Test {
 protected:
  Result<ListPage> page(const ListQuery& query, std::optional<std::string_view> token = {},
                        const Partition& partition = kHere) {
    return list(catalog_, dates_, tokens_, partition, query, token);
  }
  /// All pages, one after another.
  Names names(const ListQuery& query) {
    Names all;
    std::optional<std::string> token;
    do {
      auto one = page(query, token).value();
      for (const SecretPtr& secret : one.secrets) all.push_back(secret->name);
      token = std::move(one.next_token);
    } while (token);
    return all;
  }

  Catalog catalog_;
  AccessDates dates_;
  PageTokens tokens_{Bytes(32, std::byte{1})};
};

TEST_F(ListQueryTest, ListsNothingWhereNothingIs) {
  const ListPage empty = page({}).value();
  EXPECT_THAT(empty.secrets, IsEmpty());
  EXPECT_FALSE(empty.next_token);
}

TEST_F(ListQueryTest, FillsPagesAndEndsWithoutAToken) {
  for (const auto* name : {"a", "b", "c", "d"}) catalog_.put(a_secret(name).share());
  const ListQuery query{.max_results = 2};
  const ListPage first = page(query).value();
  EXPECT_EQ(first.secrets.size(), 2u);
  ASSERT_TRUE(first.next_token);
  const ListPage second = page(query, *first.next_token).value();
  EXPECT_EQ(second.secrets[0]->name, "c");
  EXPECT_EQ(second.secrets.size(), 2u);
  EXPECT_FALSE(second.next_token);
}

TEST_F(ListQueryTest, SortsByEachDateAndByName) {
  const auto at = [](std::int64_t day) { return timestamp_of_day(static_cast<Day>(day)); };
  catalog_.put(a_secret("b").created(at(1)).changed(at(9)).accessed(7).share());
  catalog_.put(a_secret("c").created(at(2)).changed(at(8)).share());
  catalog_.put(a_secret("a").created(at(3)).changed(at(8)).accessed(9).share());
  catalog_.put(a_secret("d").created(at(3)).changed(at(7)).share());
  const auto sorted = [&](SortBy by, bool descending) {
    Names pages = names({.sort_by = by, .descending = descending, .max_results = 1});
    EXPECT_EQ(pages, names({.sort_by = by, .descending = descending}));
    return pages;
  };
  EXPECT_THAT(sorted(SortBy::CreatedDate, false), ElementsAre("b", "c", "a", "d"));
  EXPECT_THAT(sorted(SortBy::CreatedDate, true), ElementsAre("d", "a", "c", "b"));
  EXPECT_THAT(sorted(SortBy::LastChangedDate, false), ElementsAre("d", "a", "c", "b"));
  EXPECT_THAT(sorted(SortBy::LastChangedDate, true), ElementsAre("b", "c", "a", "d"));
  EXPECT_THAT(sorted(SortBy::Name, false), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(sorted(SortBy::Name, true), ElementsAre("d", "c", "b", "a"));
  // Those that were never read come last in both directions.
  EXPECT_THAT(sorted(SortBy::LastAccessedDate, false), ElementsAre("b", "a", "c", "d"));
  EXPECT_THAT(sorted(SortBy::LastAccessedDate, true), ElementsAre("a", "b", "d", "c"));
}

TEST_F(ListQueryTest, SortsByReadsThatWaitToBeWritten) {
  const SecretPtr late = a_secret("a").with_version("v1", {kCurrent}).share();
  catalog_.put(late);
  catalog_.put(a_secret("b").accessed(5).share());
  dates_.note(*late, late->versions[0], 6);
  EXPECT_THAT(names({.sort_by = SortBy::LastAccessedDate}), ElementsAre("b", "a"));
}

TEST_F(ListQueryTest, HidesWhatIsScheduledForDeletionUnlessAskedFor) {
  catalog_.put(a_secret("a").scheduled_for_deletion().share());
  catalog_.put(a_secret("b").share());
  EXPECT_THAT(names({}), ElementsAre("b"));
  EXPECT_THAT(names({.sort_by = SortBy::Name}), ElementsAre("b"));
  EXPECT_THAT(names({.include_planned_deletion = true}), ElementsAre("a", "b"));
}

TEST_F(ListQueryTest, WantsAllFiltersToMatch) {
  catalog_.put(a_secret("app/a").described("one").share());
  catalog_.put(a_secret("app/b").described("two").share());
  catalog_.put(a_secret("b").described("one").share());
  const Filter app{FilterKey::Name, {"app"}};
  const Filter one{FilterKey::Description, {"one"}};
  EXPECT_THAT(names({.filters = {app, one}}), ElementsAre("app/a"));
  EXPECT_THAT(names({.filters = {app, {FilterKey::Name, {"!app/a"}}}}), ElementsAre("app/b"));
  EXPECT_THAT(names({.filters = {app, {FilterKey::Name, {"b"}}}}), IsEmpty());
}

TEST_F(ListQueryTest, GoesOnWhereItWasWhenSecretsComeAndGo) {
  for (const auto* name : {"b", "c", "d"}) catalog_.put(a_secret(name).share());
  const auto first = page({.sort_by = SortBy::Name, .max_results = 2}).value();
  catalog_.erase(a_secret("c").build().key);
  catalog_.put(a_secret("a").share());
  const auto second = page({.sort_by = SortBy::Name, .max_results = 2}, *first.next_token).value();
  ASSERT_EQ(second.secrets.size(), 1u);
  EXPECT_EQ(second.secrets[0]->name, "d");
}

TEST_F(ListQueryTest, BindsATokenToItsQueryExceptForTheSizeOfPages) {
  for (const auto* name : {"a", "b", "c"}) catalog_.put(a_secret(name).share());
  const Filter any{FilterKey::Name, {"!x"}};
  const ListQuery query{.filters = {any}, .max_results = 1};
  const std::string token = page(query).value().next_token.value();
  EXPECT_TRUE(page({.filters = {any}, .max_results = 2}, token));
  const auto refused = [&](const ListQuery& other, const Partition& partition = kHere) {
    const auto answer = page(other, token, partition);
    return !answer && answer.error().code() == ErrorCode::InvalidNextToken;
  };
  EXPECT_TRUE(refused({}));
  EXPECT_TRUE(refused({.filters = {any, any}}));
  EXPECT_TRUE(refused({.filters = {{FilterKey::Name, {"!x", "!x"}}}}));
  EXPECT_TRUE(refused({.filters = {{FilterKey::TagKey, {"!x"}}}}));
  EXPECT_TRUE(refused({.filters = {any}, .include_planned_deletion = true}));
  EXPECT_TRUE(refused({.filters = {any}, .sort_by = SortBy::Name}));
  EXPECT_TRUE(refused({.filters = {any}, .descending = true}));
  EXPECT_TRUE(refused({.filters = {any}, .operation = "BatchGetSecretValue"}));
  EXPECT_TRUE(refused({.filters = {any}}, {"111122223333", "us-east-1"}));
  EXPECT_TRUE(refused({.filters = {any}}, {"444455556666", "eu-west-1"}));
  EXPECT_FALSE(page(query, "nonsense"));
}

TEST_F(ListQueryTest, ShowsEachSecretOnceWhateverTheOrderAndPageSize) {
  EXPECT_TRUE(rc::check([] {
    Catalog catalog;
    AccessDates dates;
    const PageTokens tokens(Bytes(32));
    const int count = *rc::gen::inRange(0, 30);
    Names wanted;
    for (int i = 0; i < count; ++i) {
      wanted.push_back("s" + std::to_string(i));
      catalog.put(a_secret(wanted.back())
                      .created(timestamp_of(*rc::gen::inRange(0, 4)))
                      .changed(timestamp_of(*rc::gen::inRange(0, 4)))
                      .accessed(static_cast<Day>(*rc::gen::inRange(0, 3)))
                      .share());
    }
    const ListQuery query{.sort_by = static_cast<SortBy>(*rc::gen::inRange(0, 4)),
                          .descending = *rc::gen::arbitrary<bool>(),
                          .max_results = *rc::gen::inRange<std::size_t>(1, 12)};
    Names seen;
    std::optional<std::string> token;
    do {
      auto one = list(catalog, dates, tokens, {"111122223333", "eu-west-1"}, query, token).value();
      RC_ASSERT(one.secrets.size() == query.max_results || !one.next_token);
      for (const SecretPtr& secret : one.secrets) seen.push_back(secret->name);
      token = std::move(one.next_token);
    } while (token);
    std::ranges::sort(seen);
    std::ranges::sort(wanted);
    RC_ASSERT(seen == wanted);
  }));
}

}  // namespace
}  // namespace strongroom::secrets
