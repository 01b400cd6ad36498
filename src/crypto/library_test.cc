#include "crypto/library.h"

#include "base/encoding.h"
#include "crypto/hash.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace strongroom::crypto {
namespace {

/// A configuration under which nothing of the default provider is found.
class HostileConfiguration {
 public:
  HostileConfiguration() {
    std::ofstream(file_) << "openssl_conf = init\n[init]\nalg_section = algorithms\n"
                            "[algorithms]\ndefault_properties = fips=yes\n";
    setenv("OPENSSL_CONF", file_.c_str(), 1);
  }
  ~HostileConfiguration() {
    unsetenv("OPENSSL_CONF");
    unlink(file_.c_str());
  }
  HostileConfiguration(const HostileConfiguration&) = delete;
  HostileConfiguration& operator=(const HostileConfiguration&) = delete;

 private:
  const std::string file_ = testing::TempDir() + "strongroom-hostile-openssl.cnf";
};

bool default_context_has_sha256() {
  EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVP_MD_free(found);
  return found != nullptr;
}

// Each child starts afresh, so that nothing has loaded OpenSSL before.
TEST(LibraryDeathTest, KeepsTheHostsConfigurationOut) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const HostileConfiguration configuration;
  EXPECT_EXIT(_exit(default_context_has_sha256() ? 1 : 0), testing::ExitedWithCode(0), "")
      << "the configuration does no harm here, so the next line shows nothing";
  EXPECT_EXIT(
      load_library();
      _exit(default_context_has_sha256() && hex_of(sha256(bytes_of("abc"))).starts_with("ba") ? 0
                                                                                              : 1),
      testing::ExitedWithCode(0), "");
}

TEST(LibraryTest, CanBeLoadedAgain) {
  load_library();
  load_library();
}

}  // namespace
}  // namespace strongroom::crypto
