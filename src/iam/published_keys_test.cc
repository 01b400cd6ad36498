#include "iam/published_keys.h"

#include "base/sync_wait.h"
#include "iam/testing/web_identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <map>

namespace strongroom::iam {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::key_set_of;
using testing::kKey;
using testing::kToken;

const std::string kIssuer = "https://login.example.com/tenant";
const std::string kDocumentUrl = kIssuer + "/.well-known/openid-configuration";
const std::string kKeysUrl = "https://keys.example.com/all";

/// Answers from a table of URLs, at once or when it is told to.
class FakeClient final : public HttpClient {
 public:
  Task<HttpResult> send(HttpRequest request) override {
    requests.push_back(request);
    if (holds) co_await Held{*this};
    const auto found = pages.find(request.url);
    if (found == pages.end()) co_return HttpResponse{.status = 404};
    co_return found->second;
  }
  void release() {
    holds = false;
    std::exchange(held_, {}).resume();
  }
  std::vector<std::string> urls() const {
    std::vector<std::string> asked;
    for (const HttpRequest& request : requests) asked.push_back(request.url);
    return asked;
  }

  std::map<std::string, HttpResult> pages;
  std::vector<HttpRequest> requests;
  bool holds = false;

 private:
  struct Held {
    FakeClient& client;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) const { client.held_ = waiting; }
    void await_resume() const noexcept {}
  };
  std::coroutine_handle<> held_;
};

HttpResult page(std::string_view body, std::vector<HttpField> headers = {}) {
  return HttpResponse{.status = 200, .headers = std::move(headers), .body = WipedString(body)};
}

std::string document(std::string_view issuer = kIssuer, std::string_view keys = kKeysUrl) {
  return fmt::format(R"({{"issuer":"{}","jwks_uri":"{}"}})", issuer, keys);
}

OidcProviderPtr provider(std::vector<std::string> thumbprints = {}) {
  OidcProvider made;
  made.account = "111122223333";
  made.name = "login.example.com/tenant";
  made.thumbprints = std::move(thumbprints);
  return std::make_shared<const OidcProvider>(std::move(made));
}

class PublishedKeysTest : public ::testing::Test {
 protected:
  PublishedKeysTest() {
    client_.pages[kDocumentUrl] = page(document());
    publish();
  }

  void publish(std::vector<HttpField> headers = {}, std::string_view keys = kKey) {
    client_.pages[kKeysUrl] = page(key_set_of(keys), std::move(headers));
  }
  Result<KeySetPtr> find(const WebIdentityToken& token) {
    return sync_wait(keys_.find(provider(), token, now_));
  }
  /// Whether the keys verify the token.
  bool verified() {
    const auto found = find(token_);
    return found && *found != nullptr && token_.verify(found->get(), kMoment);
  }
  WebIdentityToken token_of_key(std::string id) const {
    WebIdentityToken token = token_;
    token.key_id = std::move(id);
    return token;
  }
  std::size_t fetches() const { return client_.requests.size() / 2; }

  static constexpr Timestamp kMoment{1'700'000'000s};
  Timestamp now_ = kMoment;
  WebIdentityToken token_ = *WebIdentityToken::parse(kToken);
  FakeClient client_;
  PublishedKeys keys_{client_};
};

TEST_F(PublishedKeysTest, AreFetchedFromWhereTheDocumentTells) {
  EXPECT_TRUE(verified());
  EXPECT_THAT(client_.urls(), ElementsAre(kDocumentUrl, kKeysUrl));
}

TEST_F(PublishedKeysTest, AreKeptForAnHour) {
  EXPECT_TRUE(verified());
  now_ += 1h - 1s;
  EXPECT_TRUE(verified());
  EXPECT_EQ(fetches(), 1U);
  now_ += 1s;
  EXPECT_TRUE(verified());
  EXPECT_EQ(fetches(), 2U);
}

struct AgeCase {
  std::string_view cache_control;
  std::chrono::seconds kept;
};
class PublishedKeysAgeTest : public PublishedKeysTest,
                             public ::testing::WithParamInterface<AgeCase> {};

TEST_P(PublishedKeysAgeTest, IsWhatTheProviderSaysWithinBounds) {
  publish({{.name = "cache-control", .value = std::string(GetParam().cache_control)}});
  EXPECT_TRUE(verified());
  now_ += GetParam().kept - 1s;
  EXPECT_TRUE(verified());
  EXPECT_EQ(fetches(), 1U);
  now_ += 1s;
  EXPECT_TRUE(verified());
  EXPECT_EQ(fetches(), 2U);
}

INSTANTIATE_TEST_SUITE_P(
    CacheControl, PublishedKeysAgeTest,
    ::testing::Values(AgeCase{"max-age=900", 900s}, AgeCase{"public, max-age=900, x", 900s},
                      AgeCase{"max-age=1", 300s}, AgeCase{"no-store", 300s},
                      AgeCase{"no-cache, max-age=900", 300s}, AgeCase{"max-age=999999", 24h},
                      AgeCase{"max-age=99999999999", 1h}, AgeCase{"max-age=x", 1h},
                      AgeCase{"private", 1h}, AgeCase{"s-maxage=5", 1h}));

TEST_F(PublishedKeysTest, AreNotSentAgainWhenTheyAreTheSame) {
  publish({{.name = "etag", .value = "\"v1\""}});
  EXPECT_TRUE(verified());
  EXPECT_THAT(client_.requests[1].headers, ::testing::SizeIs(1));
  client_.pages[kKeysUrl] = HttpResponse{.status = 304};
  now_ += 1h;
  EXPECT_TRUE(verified());
  EXPECT_EQ(client_.requests[3].headers[1].name, "If-None-Match");
  EXPECT_EQ(client_.requests[3].headers[1].value, "\"v1\"");
  now_ += 59min;
  EXPECT_TRUE(verified());
  EXPECT_EQ(fetches(), 2U);
}

TEST_F(PublishedKeysTest, AreFetchedAnewForAKeyThatIsNotAmongThem) {
  EXPECT_TRUE(verified());
  const WebIdentityToken other = token_of_key("key-2");
  std::string renamed(kKey);
  renamed.replace(renamed.find("key-1"), 5, "key-2");
  publish({}, renamed);
  now_ += PublishedKeys::kPause;
  const auto found = find(other);
  ASSERT_TRUE(found);
  EXPECT_TRUE(other.verify(found->get(), kMoment));
  EXPECT_EQ(fetches(), 2U);
}

TEST_F(PublishedKeysTest, AreNotFetchedAgainAtOnceForUnknownKeys) {
  EXPECT_TRUE(verified());
  for (int i = 0; i < 100; ++i) {
    const auto found = find(token_of_key(fmt::format("unknown-{}", i)));
    EXPECT_TRUE(found && *found != nullptr);
    now_ += 99ms;
  }
  EXPECT_EQ(fetches(), 1U);
  now_ += PublishedKeys::kPause;
  EXPECT_TRUE(find(token_of_key("unknown")));
  EXPECT_EQ(fetches(), 2U);
}

TEST_F(PublishedKeysTest, AreFetchedOnceForAllWhoWait) {
  client_.holds = true;
  int answered = 0;
  for (int i = 0; i < 10; ++i) {
    start(keys_.find(provider(), token_, now_), [&](const Result<KeySetPtr>& found) {
      EXPECT_TRUE(found && *found != nullptr);
      ++answered;
    });
  }
  EXPECT_EQ(answered, 0);
  client_.release();
  EXPECT_EQ(answered, 10);
  EXPECT_EQ(fetches(), 1U);
}

TEST_F(PublishedKeysTest, LetNoMoreWaitThanIsAllowed) {
  client_.holds = true;
  std::size_t throttled = 0;
  for (std::size_t i = 0; i < PublishedKeys::kMostWaiting + 3; ++i) {
    start(keys_.find(provider(), token_, now_), [&](const Result<KeySetPtr>& found) {
      if (!found && found.error().code() == ErrorCode::Throttled) ++throttled;
    });
  }
  EXPECT_EQ(throttled, 2U);
  client_.release();
  EXPECT_EQ(throttled, 2U);
}

TEST_F(PublishedKeysTest, AreUsedForADayWhenTheProviderIsGone) {
  EXPECT_TRUE(verified());
  client_.pages[kDocumentUrl] = std::unexpected(HttpFailure{HttpFailure::Kind::TooSlow, "slow"});
  now_ += 24h - 1s;
  EXPECT_TRUE(verified());
  now_ += 1s;
  const auto found = find(token_);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code(), ErrorCode::IdentityProviderUnreachable);
}

TEST_F(PublishedKeysTest, AreAskedForAgainAfterAPauseWhenTheProviderWasGone) {
  auto working = client_.pages;
  client_.pages[kDocumentUrl] = std::unexpected(HttpFailure{HttpFailure::Kind::Unreachable, ""});
  EXPECT_FALSE(find(token_));
  client_.pages = working;
  now_ += PublishedKeys::kPause - 1ms;
  EXPECT_FALSE(find(token_));
  EXPECT_EQ(client_.requests.size(), 1U);
  now_ += 1ms;
  EXPECT_TRUE(verified());
}

TEST_F(PublishedKeysTest, ArePinnedToThumbprints) {
  const std::vector<std::string> prints{std::string(40, 'a')};
  EXPECT_TRUE(sync_wait(keys_.find(provider(prints), token_, now_)));
  EXPECT_EQ(client_.requests[0].thumbprints, prints);
  EXPECT_EQ(client_.requests[1].thumbprints, prints);
  // Others don't get what those certificates vouched for.
  EXPECT_TRUE(verified());
  EXPECT_EQ(fetches(), 2U);
}

struct WrongCase {
  std::string_view name;
  std::function<void(std::map<std::string, HttpResult>&)> breaks;
  std::optional<ErrorCode> error = std::nullopt;  ///< Nothing: no keys, without an error.
};
class WrongProviderTest : public PublishedKeysTest,
                          public ::testing::WithParamInterface<WrongCase> {};

TEST_P(WrongProviderTest, HasNoKeys) {
  GetParam().breaks(client_.pages);
  const auto found = find(token_);
  if (GetParam().error) {
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code(), *GetParam().error);
  } else {
    ASSERT_TRUE(found) << found.error().message();
    EXPECT_EQ(*found, nullptr);
  }
}

using Pages = std::map<std::string, HttpResult>;

HttpResult failing(HttpFailure::Kind kind) { return std::unexpected(HttpFailure{kind, "test"}); }

auto with_document(const std::string& text) {
  return [=](Pages& pages) { pages[kDocumentUrl] = page(text); };
}
auto with_page(const std::string& url, HttpResult answer) {
  return [=](Pages& pages) { pages[url] = answer; };
}

const WrongCase kWrong[] = {
    {"NoDocument", [](Pages& pages) { pages.erase(kDocumentUrl); }},
    {"NoJson", with_document("<html>")},
    {"NoObject", with_document("[]")},
    {"NoIssuer", with_document(R"({"jwks_uri":"https://keys.example.com/all"})")},
    {"OtherIssuer", with_document(document("https://login.example.com/other"))},
    {"IssuerWithSlash", with_document(document(kIssuer + "/"))},
    {"IssuerOfPlainHttp", with_document(document("http://login.example.com/tenant"))},
    {"NoAddress", with_document(R"({"issuer":"https://login.example.com/tenant"})")},
    {"AddressOfPlainHttp", with_document(document(kIssuer, "http://keys.example.com/all"))},
    {"AddressOfFile", with_document(document(kIssuer, "file:///etc/passwd"))},
    {"NoKeys", with_page(kKeysUrl, page("{}"))},
    {"Redirected", with_page(kKeysUrl, HttpResponse{.status = 302})},
    {"NotModifiedWithoutBeingAsked", with_page(kKeysUrl, HttpResponse{.status = 304})},
    {"PrivateAddress", with_page(kKeysUrl, failing(HttpFailure::Kind::NotAllowed))},
    {"TooMuch", with_page(kKeysUrl, failing(HttpFailure::Kind::BadAnswer))},
    {"Overloaded", with_page(kDocumentUrl, HttpResponse{.status = 503}),
     ErrorCode::IdentityProviderUnreachable},
    {"Throttling", with_page(kKeysUrl, HttpResponse{.status = 429}),
     ErrorCode::IdentityProviderUnreachable},
    {"Gone", with_page(kKeysUrl, failing(HttpFailure::Kind::Unreachable)),
     ErrorCode::IdentityProviderUnreachable},
    {"Slow", with_page(kKeysUrl, failing(HttpFailure::Kind::TooSlow)),
     ErrorCode::IdentityProviderUnreachable},
    {"Untrusted", with_page(kDocumentUrl, failing(HttpFailure::Kind::Untrusted)),
     ErrorCode::InvalidIdentityToken},
};
INSTANTIATE_TEST_SUITE_P(PublishedKeys, WrongProviderTest, ::testing::ValuesIn(kWrong),
                         [](const auto& info) { return std::string(info.param.name); });

TEST_F(PublishedKeysTest, NameTheCertificateThatNobodyVouchesFor) {
  client_.pages[kDocumentUrl] = failing(HttpFailure::Kind::Untrusted);
  const auto found = find(token_);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().message(),
            "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint");
}

TEST_F(PublishedKeysTest, DoNotDoubleTheSlashAtTheIssuersEnd) {
  OidcProvider slashed = *provider();
  slashed.name += "/";
  client_.pages[kDocumentUrl] = page(document(kIssuer + "/"));
  const auto found =
      sync_wait(keys_.find(std::make_shared<const OidcProvider>(std::move(slashed)), token_, now_));
  EXPECT_TRUE(found && *found != nullptr);
}

TEST_F(PublishedKeysTest, OfProvidersThatNobodyAsksForAreForgotten) {
  const auto of = [&](std::size_t i) {
    OidcProvider made = *provider();
    made.name = fmt::format("host-{}.example.com", i);
    return std::make_shared<const OidcProvider>(std::move(made));
  };
  EXPECT_TRUE(verified());
  for (std::size_t i = 0; i < PublishedKeys::kMostProviders; ++i) {
    now_ += 1ms;
    (void)sync_wait(keys_.find(of(i), token_, now_));
  }
  const std::size_t before = client_.requests.size();
  EXPECT_TRUE(verified());
  EXPECT_EQ(client_.requests.size(), before + 2);
}

}  // namespace
}  // namespace strongroom::iam
