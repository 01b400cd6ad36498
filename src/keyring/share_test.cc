#include "keyring/share.h"

#include "keyring/known_answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <string>
#include <tuple>

namespace strongroom::keyring {
namespace {

using testing::HasSubstr;

/// docs/formats/share.md; worked out by another program.
constexpr std::string_view kKnownText =
    "agqkdiv-daebagb-adaubaa-aicamca-kbqhbae-qucymbu-ha6earc-ijrifiw-c4mbsgq-3dqor4h-4hkfifg";

Share known_share() {
  return {.deployment = short_name(known_deployment()),
          .set = 0x01020304,
          .threshold = 3,
          .count = 5,
          .number = 2,
          .value = crypto::LockedKey::copy_of(kKnownKey)};
}

std::string text(const Share& share) { return std::string(text_of(text_of_share(share).reveal())); }

TEST(ShareTest, GivesTheKnownAnswer) { EXPECT_EQ(text(known_share()), kKnownText); }

TEST(ShareTest, ReadsWhatItWrote) {
  for (unsigned i = 1; i <= 200; ++i) {
    Share share = known_share();
    share.value = crypto::LockedKey::random();
    share.set = 0xf0000000 + i;
    share.count = 255;
    share.number = static_cast<std::uint8_t>(i);
    const auto read = share_of(text(share));
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(read->deployment, share.deployment);
    EXPECT_EQ(read->set, share.set);
    EXPECT_EQ(read->threshold, 3);
    EXPECT_EQ(read->count, 255);
    EXPECT_EQ(read->number, share.number);
    EXPECT_EQ(copy_of(read->value.reveal()), copy_of(share.value.reveal()));
  }
}

TEST(ShareTest, IsReadAsPeopleTypeIt) {
  std::string upper(kKnownText);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  std::string bare(kKnownText);
  std::erase(bare, '-');
  for (const std::string& typed :
       {upper, bare, "  " + std::string(kKnownText) + " ", std::string(kKnownText) + "\r",
        bare.substr(0, 40) + " \t" + bare.substr(40)}) {
    EXPECT_TRUE(share_of(typed)) << typed;
  }
}

TEST(ShareTest, NoticesEveryOtherLetter) {
  const std::string_view letters = "abcdefghijklmnopqrstuvwxyz234567";
  for (std::size_t at = 0; at < kKnownText.size(); ++at) {
    if (kKnownText[at] == '-') continue;
    for (const char letter : letters) {
      if (letter == kKnownText[at]) continue;
      std::string typed(kKnownText);
      typed[at] = letter;
      const auto read = share_of(typed);
      ASSERT_FALSE(read) << typed;
      EXPECT_EQ(read.error().message().find(typed), std::string::npos) << "nothing is repeated";
    }
  }
}

TEST(ShareTest, RefusesWhatIsNoShare) {
  const std::string known(kKnownText);
  for (const std::string& typed :
       {std::string(), known.substr(1), known + "a", std::string(77, 'a'), std::string(77, '0'),
        std::string(100'000, '-'), std::string(100'000, 'a'), known.substr(0, 5) + "1" + known}) {
    EXPECT_FALSE(share_of(typed)) << typed;
  }
  for (int c = 0; c < 256; ++c) {
    std::string typed = known;
    typed[3] = static_cast<char>(c);
    EXPECT_EQ(share_of(typed).has_value(), std::tolower(c) == known[3]) << c;
  }
}

TEST(ShareTest, RefusesNumbersThatMakeNoSense) {
  for (const auto& [threshold, count, number] :
       {std::tuple(1, 5, 1), std::tuple(6, 5, 1), std::tuple(3, 5, 0), std::tuple(3, 5, 6)}) {
    Share share = known_share();
    share.threshold = static_cast<std::uint8_t>(threshold);
    share.count = static_cast<std::uint8_t>(count);
    share.number = static_cast<std::uint8_t>(number);
    EXPECT_THAT(share_of(text(share)).error().message(), HasSubstr("not known here"));
  }
}

}  // namespace
}  // namespace strongroom::keyring
