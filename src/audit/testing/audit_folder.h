#pragma once

#include "audit/audit_log.h"
#include "audit/event.h"
#include "base/sync_wait.h"
#include "crypto/random.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::audit {

/// An audit folder of a test, under a fake clock, signed by a fixed key.
class AuditFolderTest : public testing::Test {
 protected:
  AuditFolderTest() {
    options_.folder = testing::TempDir() + "/audit-" +
                      testing::UnitTest::GetInstance()->current_test_info()->name();
    options_.reserve_bytes = 0;
    std::filesystem::remove_all(options_.folder);
  }
  ~AuditFolderTest() override {
    log_.reset();
    std::filesystem::remove_all(options_.folder);
  }

  static crypto::PrivateKey key() {
    return crypto::PrivateKey::of_ed25519_seed(Bytes(32, std::byte{7}));
  }
  static std::vector<crypto::PublicKey> public_keys() {
    std::vector<crypto::PublicKey> keys;
    keys.push_back(key().public_key());
    return keys;
  }

  void open() {
    auto opened = AuditLog::open(options_, clock_, metrics_, DigestWriter(key(), "d0"));
    ASSERT_TRUE(opened) << opened.error().message();
    log_ = std::move(*opened);
  }
  void reopen() {
    log_.reset();
    open();
  }

  /// A record at the present moment.
  std::string record(std::string_view name, std::string_view resource = "arn:x") const {
    Arena arena;
    const std::string id = crypto::random_uuid();
    const Resource touched{.arn = resource, .account = "111122223333", .type = kSecretType};
    Event event;
    event.request_id = event.event_id = id;
    event.time = clock_.now();
    event.event_source = kSecretsManagerSource;
    event.event_name = name;
    event.region = "eu-west-1";
    event.account = "111122223333";
    event.user_identity =
        R"({"type":"IAMUser","accessKeyId":"AKIAIOSFODNN7EXAMPLE","userName":"ann"})";
    event.resources = std::span(&touched, 1);
    return std::string(line_of(event, arena));
  }
  void append(std::string_view name, std::string_view resource = "arn:x") {
    ASSERT_TRUE(sync_wait(log_->append(record(name, resource))));
  }
  void append_many(int count) {
    for (int i = 0; i < count; ++i) append("Event" + std::to_string(i));
  }
  /// Closes the active file, as when it is old.
  void change_files() {
    clock_.advance(options_.file_age);
    log_->maintain(clock_.now());
  }

  std::string path(std::string_view name) const {
    return options_.folder + "/" + std::string(name);
  }
  static std::string content(const std::string& path) {
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
  }
  std::string events() const { return content(path("events.jsonl")); }
  std::vector<std::string> lines() const {
    std::istringstream in(events());
    std::vector<std::string> all;
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
  }
  void put_lines(const std::vector<std::string>& lines) const {
    std::ofstream out(path("events.jsonl"), std::ios::trunc);
    for (const std::string& line : lines) out << line << '\n';
  }

  Options options_;
  FakeClock clock_;
  metrics::Registry metrics_;
  std::unique_ptr<AuditLog> log_;
};

}  // namespace strongroom::audit
