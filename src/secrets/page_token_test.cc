#include "secrets/page_token.h"

#include "base/encoding.h"

#include <gtest/gtest.h>

#include <string>

namespace strongroom::secrets {
namespace {

class PageTokenTest : public ::testing::Test {
 protected:
  ErrorCode refusal(std::string_view query, std::string_view token) {
    const auto opened = tokens_.open(bytes_of(query), token);
    return opened ? ErrorCode{} : opened.error().code();
  }

  Bytes key_ = Bytes(32, std::byte{5});
  PageTokens tokens_{key_};
  std::string token_ = tokens_.seal(bytes_of("query"), bytes_of("position"));
};

TEST_F(PageTokenTest, GivesThePositionBackAlsoAfterARestart) {
  EXPECT_EQ(text_of(tokens_.open(bytes_of("query"), token_).value()), "position");
  EXPECT_EQ(text_of(PageTokens(key_).open(bytes_of("query"), token_).value()), "position");
}

TEST_F(PageTokenTest, NeverLooksTheSameTwice) {
  EXPECT_NE(tokens_.seal(bytes_of("query"), bytes_of("position")), token_);
}

TEST_F(PageTokenTest, HoldsAnEmptyPosition) {
  EXPECT_TRUE(tokens_.open({}, tokens_.seal({}, {})).value().empty());
}

TEST_F(PageTokenTest, BelongsToItsQueryAndKey) {
  EXPECT_EQ(refusal("other", token_), ErrorCode::InvalidNextToken);
  EXPECT_EQ(refusal("", token_), ErrorCode::InvalidNextToken);
  const PageTokens other(Bytes(32, std::byte{6}));
  EXPECT_FALSE(other.open(bytes_of("query"), token_));
}

TEST_F(PageTokenTest, RefusesEveryChangedBit) {
  Bytes bytes(base64_decoded_bound(token_.size()));
  const auto decoded = decode_base64(token_, bytes).value();
  for (std::size_t bit = 0; bit < decoded.size() * 8; ++bit) {
    Bytes changed = copy_of(decoded);
    changed[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
    EXPECT_EQ(refusal("query", base64_of(changed)), ErrorCode::InvalidNextToken) << bit;
  }
}

TEST_F(PageTokenTest, RefusesWhatIsNoToken) {
  for (const std::string_view text : {"", "x", "=", "AQ==", "not base64!", "AAAA"}) {
    EXPECT_EQ(refusal("query", text), ErrorCode::InvalidNextToken) << text;
  }
  for (std::size_t size = 0; size < token_.size(); ++size) {
    EXPECT_EQ(refusal("query", token_.substr(0, size)), ErrorCode::InvalidNextToken) << size;
  }
}

}  // namespace
}  // namespace strongroom::secrets
