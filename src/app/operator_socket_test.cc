#include "app/operator_socket.h"

#include "app/operator_client.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

namespace strongroom::app {
namespace {

using testing::HasSubstr;

class OperatorSocketTest : public testing::Test {
 protected:
  OperatorSocketTest() { EXPECT_NE(::mkdtemp(folder_.data()), nullptr); }
  ~OperatorSocketTest() override { std::filesystem::remove_all(folder_); }

  static std::string_view echo(std::string_view line, Arena& arena) {
    return arena.copy(std::string(line) + "\n");
  }
  std::string path() const { return folder_ + "/operator.sock"; }

  Arena arena_;
  std::string folder_ = std::filesystem::temp_directory_path().string() + "/operator-XXXXXX";
};

TEST_F(OperatorSocketTest, AnswersOneLineAfterTheOther) {
  const auto socket = OperatorSocket::open(folder_, echo).value();
  for (int i = 0; i < 3; ++i) {
    const auto answer = ask_server(folder_, {{"text", "a\nb"}, {"i", i}}, arena_);
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ((**answer).at("i"), i);
    EXPECT_EQ((**answer).at("text"), "a\nb");
  }
}

TEST_F(OperatorSocketTest, IsForItsOwnerAndGoesWithTheServer) {
  {
    const auto socket = OperatorSocket::open(folder_, echo).value();
    struct stat status{};
    ASSERT_EQ(::stat(path().c_str(), &status), 0);
    EXPECT_TRUE(S_ISSOCK(status.st_mode));
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
  }
  EXPECT_FALSE(std::filesystem::exists(path()));
  EXPECT_EQ(ask_server(folder_, {{"text", "a"}}, arena_).value(), std::nullopt);
}

TEST_F(OperatorSocketTest, TakesThePlaceOfOneThatACrashLeft) {
  const OperatorAddress place = OperatorAddress::of(folder_).value();
  {
    const Descriptor dead(::socket(AF_UNIX, SOCK_STREAM, 0));
    ASSERT_EQ(::bind(dead.get(), place.address(), place.size()), 0);
  }
  EXPECT_EQ(ask_server(folder_, {{"text", "a"}}, arena_).value(), std::nullopt);
  const auto socket = OperatorSocket::open(folder_, echo).value();
  EXPECT_TRUE(ask_server(folder_, {{"text", "a"}}, arena_).value());
}

TEST_F(OperatorSocketTest, WorksInAFolderWithALongName) {
  const std::string deep = folder_ + "/" + std::string(200, 'x');
  std::filesystem::create_directory(deep);
  const auto socket = OperatorSocket::open(deep, echo).value();
  EXPECT_TRUE(ask_server(deep, {{"text", "a"}}, arena_).value());
}

TEST_F(OperatorSocketTest, HearsNoRequestThatIsTooLong) {
  const auto socket = OperatorSocket::open(folder_, echo).value();
  const std::string longest(OperatorSocket::kLongestRequest - 11, 'x');  // {"text":"..."}
  EXPECT_TRUE(ask_server(folder_, {{"text", longest}}, arena_));
  EXPECT_FALSE(ask_server(folder_, {{"text", longest + "x"}}, arena_));
  EXPECT_TRUE(ask_server(folder_, {{"text", "the next one"}}, arena_));
}

TEST_F(OperatorSocketTest, EndsAlsoWhileSomebodyIsSilent) {
  auto socket = OperatorSocket::open(folder_, echo).value();
  const OperatorAddress place = OperatorAddress::of(folder_).value();
  const Descriptor silent(::socket(AF_UNIX, SOCK_STREAM, 0));
  ASSERT_EQ(::connect(silent.get(), place.address(), place.size()), 0);
  const auto begun = std::chrono::steady_clock::now();
  socket.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
}

TEST_F(OperatorSocketTest, PassesARefusalOn) {
  const auto socket = OperatorSocket::open(folder_, [](std::string_view, Arena&) {
                        return std::string_view("{\"error\":\"no.\"}\n");
                      }).value();
  EXPECT_EQ(ask_server(folder_, {{"act", "x"}}, arena_).error(),
            Error(ErrorCode::InvalidInput, "no."));
}

}  // namespace
}  // namespace strongroom::app
