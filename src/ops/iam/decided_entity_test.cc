#include "ops/iam/create_access_key.h"
#include "ops/iam/create_login_profile.h"
#include "ops/iam/create_policy_version.h"
#include "ops/iam/delete_group.h"
#include "ops/iam/delete_user.h"
#include "ops/iam/get_user.h"
#include "ops/iam/group_membership.h"
#include "ops/iam/inline_policies.h"
#include "ops/testing/identity_fixture.h"

#include <array>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace strongroom::ops::iam_api {
namespace {

using namespace strongroom::iam;
using ops::testing::kAccount;

constexpr std::string_view kAllButKept =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
        {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/keep":"true"}}}]})";
constexpr std::string_view kNothing =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}})";

/// An operation acts on what the decision was about, whatever happens in between.
class DecidedEntityTest : public ops::testing::IdentityTest {
 protected:
  void keep(std::string_view name) {
    const std::array tags{strongroom::iam::Tag{"keep", "true"}};
    made(add_tags<User>(basis(), seen<User>(name), tags));
  }
  /// Another takes the name, whom the clerk may do nothing to.
  void replace_user(std::string_view name) {
    made(update_user(basis(), seen<User>(name), {.name = "former"}));
    user(name);
    keep(name);
  }

  const CallerPtr clerk_ = user_who_may("clerk", kAllButKept);
  const UserPtr alice_ = user("alice");
};

TEST_F(DecidedEntityTest, IsDecidedOnAnewWhenItChanged) {
  before_handle_ = [&] { keep("alice"); };
  EXPECT_EQ(call<DeleteUser>(clerk_, {.user_name = "alice"}).error().code(),
            ErrorCode::AccessDenied);
  EXPECT_NE(directory().find_by_id<User>(alice_->id), nullptr);
}

TEST_F(DecidedEntityTest, IsNotWhoHasGotItsName) {
  const auto put = [&] {
    return call<PutUserPolicy>(clerk_, {.name = "alice", .policy_name = "p", .document = kNothing});
  };
  before_handle_ = [&] { replace_user("alice"); };
  EXPECT_EQ(put().error().code(), ErrorCode::AccessDenied);
  EXPECT_TRUE(seen<User>("alice")->permissions.inlined.empty());
  EXPECT_TRUE(seen<User>("former")->permissions.inlined.empty());
}

TEST_F(DecidedEntityTest, IsWhatAReadShows) {
  made(put_inline_policy<User>(basis(), seen<User>("alice"), "p", kNothing));
  before_handle_ = [&] {
    replace_user("alice");
    made(put_inline_policy<User>(basis(), seen<User>("alice"), "p", kAllButKept));
  };
  const auto read = call<GetUserPolicy>(clerk_, {.name = "alice", .policy_name = "p"});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->document, kNothing);
}

TEST_F(DecidedEntityTest, IsAbsentWhenItCameLater) {
  before_handle_ = [&] {
    user("bob");
    keep("bob");
  };
  EXPECT_EQ(call<GetUser>(clerk_, {.user_name = "bob"}).error().message(),
            "The user with name bob cannot be found.");
  before_handle_ = [&] { group("g"); };
  EXPECT_EQ(call<DeleteGroup>(clerk_, {.group_name = "g"}).error().code(), ErrorCode::NoSuchEntity);
  EXPECT_NE(seen<Group>("g"), nullptr);
}

TEST_F(DecidedEntityTest, IsTheCallerHimselfAlsoUnderANewName) {
  replace_user("clerk");
  const auto made_key = call<CreateAccessKey>(clerk_, {});
  ASSERT_TRUE(made_key);
  EXPECT_EQ(made_key->access_key.user_name, "former");
  EXPECT_EQ(seen<User>("former")->access_keys.size(), 1U);
  EXPECT_TRUE(seen<User>("clerk")->access_keys.empty());
}

TEST_F(DecidedEntityTest, IsThePolicyOfThatTime) {
  const std::string arn = policy("p")->arn();
  made(create_policy_version(basis(), seen<ManagedPolicy>(arn), kNothing, false));
  before_handle_ = [&] {
    made(delete_policy_version(basis(), seen<ManagedPolicy>(arn), "v2"));
    made(delete_policy(basis(), seen<ManagedPolicy>(arn)));
    const std::array tags{strongroom::iam::Tag{"keep", "true"}};
    made(create_policy(basis(), {kAccount, "p", kNothing, "/", "", tags}));
  };
  EXPECT_EQ(call<CreatePolicyVersion>(
                clerk_, {.policy_arn = arn, .document = kAllButKept, .set_as_default = true})
                .error()
                .code(),
            ErrorCode::AccessDenied);
  EXPECT_EQ(seen<ManagedPolicy>(arn)->versions.size(), 1U);
}

TEST_F(DecidedEntityTest, IsTheGroupThatAUserJoins) {
  group("g");
  before_handle_ = [&] {
    made(update_group(basis(), seen<Group>("g"), {.name = "former"}));
    group("g");
  };
  // The clerk may do it to the new one too, and gets what he asked for by its name.
  EXPECT_TRUE(call<AddUserToGroup>(clerk_, {.group_name = "g", .user_name = "alice"}));
  EXPECT_EQ(seen<User>("alice")->groups, std::vector{seen<Group>("g")->id});
}

/// Jobs that occupy the threads of passwords until this goes.
class Occupation {
 public:
  Occupation(WorkerPool& workers, int jobs) {
    for (int i = 0; i < jobs; ++i) {
      waiting_.emplace_back([&] {
        sync_wait([](WorkerPool& pool, Occupation& own) -> Task<void> {
          co_await pool.run([&own] {
            std::unique_lock lock(own.mutex_);
            own.ended_.wait(lock, [&own] { return own.end_; });
            return true;
          });
        }(workers, *this));
      });
    }
  }
  ~Occupation() {
    {
      const std::lock_guard lock(mutex_);
      end_ = true;
    }
    ended_.notify_all();
    for (std::thread& thread : waiting_) thread.join();
  }

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  bool end_ = false;  // guarded by mutex_
  std::vector<std::thread> waiting_;
};

class PasswordQueueTest : public ops::testing::IdentityTest {};

TEST_F(PasswordQueueTest, RefusesWhenTooManyHashesWait) {
  const CallerPtr clerk = user_who_may("clerk", kAllButKept);
  user("alice");
  const auto create = [&] {
    return call<CreateLoginProfile>(clerk, {.user_name = "alice", .password = "Correct-Horse-7"});
  };
  {
    const Occupation occupation(workers_, 65);
    while (workers_.waiting() < 64) std::this_thread::yield();
    EXPECT_EQ(create().error(), Error(ErrorCode::Throttled, "Rate exceeded"));
  }
  EXPECT_TRUE(create());
}

}  // namespace
}  // namespace strongroom::ops::iam_api
