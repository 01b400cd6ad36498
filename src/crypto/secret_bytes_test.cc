#include "crypto/secret_bytes.h"

#include <gtest/gtest.h>

#include <concepts>
#include <ostream>
#include <utility>

namespace strongroom::crypto {
namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };
static_assert(!Printable<SecretBytes>);
static_assert(!std::copyable<SecretBytes>);

TEST(SecretBytesTest, KeepsACopy) {
  const SecretBytes secret = SecretBytes::copy_of(bytes_of("hunter2"));
  EXPECT_EQ(text_of(secret.reveal()), "hunter2");
  EXPECT_EQ(text_of(secret.clone().reveal()), "hunter2");
}

TEST(SecretBytesTest, ComparesContentAndLength) {
  const SecretBytes secret = SecretBytes::copy_of(bytes_of("hunter2"));
  EXPECT_TRUE(secret == SecretBytes::copy_of(bytes_of("hunter2")));
  EXPECT_FALSE(secret == SecretBytes::copy_of(bytes_of("hunter3")));
  EXPECT_FALSE(secret == SecretBytes::copy_of(bytes_of("hunter")));
  EXPECT_TRUE(SecretBytes() == SecretBytes());
}

TEST(SecretBytesTest, IsEmptyAfterAMove) {
  SecretBytes from = SecretBytes::random(32);
  const SecretBytes kept = from.clone();
  SecretBytes to = SecretBytes::random(8);
  to = std::move(from);
  EXPECT_TRUE(to == kept);
  EXPECT_EQ(from.size(), 0U);  // NOLINT(bugprone-use-after-move)
  const SecretBytes last(std::move(to));
  EXPECT_TRUE(last == kept);
  EXPECT_EQ(to.size(), 0U);  // NOLINT(bugprone-use-after-move)
}

TEST(SecretBytesTest, SurvivesAnAssignmentToItself) {
  SecretBytes secret = SecretBytes::copy_of(bytes_of("hunter2"));
  SecretBytes& same = secret;
  secret = std::move(same);
  EXPECT_EQ(text_of(secret.reveal()), "hunter2");
}

TEST(SecretBytesTest, DrawsAnotherSecretEachTime) {
  EXPECT_FALSE(SecretBytes::random(16) == SecretBytes::random(16));
}

}  // namespace
}  // namespace strongroom::crypto
