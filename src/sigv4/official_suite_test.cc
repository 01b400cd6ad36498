#include "sigv4/canonical_request.h"
#include "sigv4/request_date.h"
#include "sigv4/string_to_sign.h"
#include "sigv4/verify.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace strongroom::sigv4 {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Without the line's end that some files close with.
std::string line_of(const fs::path& path) {
  std::string text = contents(path);
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

struct Case {
  fs::path folder;
  Signature::Form form;

  fs::path file(const std::string& name) const {
    return folder / ((form == Signature::Form::Header ? "header-" : "query-") + name);
  }
  std::string name() const {
    std::string name = folder.filename().string();
    std::ranges::replace(name, '-', '_');
    return name + (form == Signature::Form::Header ? "_header" : "_query");
  }
};

json::object context_of(const fs::path& folder) {
  return json::parse(contents(folder / "context.json")).as_object();
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const auto& entry : fs::directory_iterator(SIGV4_VECTORS)) {
    if (!entry.is_directory() || !context_of(entry.path()).at("normalize").as_bool()) continue;
    cases.push_back({.folder = entry.path(), .form = Signature::Form::Header});
    cases.push_back({.folder = entry.path(), .form = Signature::Form::Query});
  }
  std::ranges::sort(cases, {}, &Case::name);
  return cases;
}

/// An HTTP request as the suite writes it: lines end in \n, values may be folded.
struct Message {
  explicit Message(std::string file) : text(std::move(file)) {
    std::string_view rest = text;
    const std::string_view first = take_line(rest);
    request.method = first.substr(0, first.find(' '));
    const std::size_t target = request.method.size() + 1;
    request.target = first.substr(target, first.rfind(' ') - target);
    while (!rest.empty()) {
      const std::string_view line = take_line(rest);
      if (line.empty()) break;
      add_header(line);
    }
    request.headers = headers;
    request.body_hash = crypto::sha256(bytes_of(rest));
  }

  static std::string_view take_line(std::string_view& rest) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    return line;
  }

  void add_header(std::string_view line) {
    if (line.front() == ' ') {
      std::string_view& value = headers.back().value;
      value = {value.begin(), line.end()};
    } else {
      const std::size_t colon = line.find(':');
      headers.push_back({.name = line.substr(0, colon), .value = line.substr(colon + 1)});
    }
  }

  std::string text;
  std::vector<Header> headers;
  SignableRequest request;
};

class OfficialSuiteTest : public testing::TestWithParam<Case> {};

TEST_P(OfficialSuiteTest, Verifies) {
  const Case& c = GetParam();
  const json::object context = context_of(c.folder);
  const Message message(contents(c.file("signed-request.txt")));
  Arena arena;
  const auto signature = read_signature(message.request, arena);
  ASSERT_TRUE(signature) << signature.error().message();
  EXPECT_EQ(signature->form, c.form);

  const json::value* omitted = context.if_contains("omit_session_token");
  const CanonicalForm form{.query_without_token = omitted != nullptr && omitted->as_bool()};
  const std::string canonical = line_of(c.file("canonical-request.txt"));
  const std::string payload_hash = canonical.substr(canonical.rfind('\n') + 1);
  EXPECT_EQ(canonical_request(message.request, *signature, payload_hash, form, arena), canonical);
  EXPECT_EQ(string_to_sign(*signature, canonical, arena), line_of(c.file("string-to-sign.txt")));
  ArenaText hex(arena);
  append_hex(signature->value, hex);
  EXPECT_EQ(hex.view(), line_of(c.file("signature.txt")));

  const Rules rules{.service = "service", .longest_presigned = std::chrono::hours(1)};
  EXPECT_TRUE(check_scope(*signature, rules, *parse_basic_date("20150830T123600Z")));
  const json::value& secret = context.at("credentials").at("secret_access_key");
  const SecretAccessKey key{
      .secret = bytes_of(std::string_view(secret.as_string().data(), secret.as_string().size())),
      .generation = 0};
  SigningKeyCache cache;
  const auto verified = verify(*signature, message.request, key, cache, arena);
  EXPECT_TRUE(verified) << verified.error().message();
  EXPECT_FALSE(verify(*signature, message.request, std::nullopt, cache, arena));
}

INSTANTIATE_TEST_SUITE_P(Aws, OfficialSuiteTest, testing::ValuesIn(all_cases()),
                         [](const auto& info) { return info.param.name(); });

TEST(OfficialSuiteFolderTest, HasAllCases) { EXPECT_EQ(all_cases().size(), 2U * (38 - 7)); }

}  // namespace
}  // namespace strongroom::sigv4
