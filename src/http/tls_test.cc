#include "http/server.h"
#include "http/test_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

namespace strongroom::http {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::StartsWith;

const std::string kGetOverTls = "GET /path HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// Of this process alone: tests run side by side.
std::string file(const std::string& name) {
  return testing::TempDir() + "http_tls_" + std::to_string(::getpid()) + "_" + name;
}

void run(const std::string& command) {
  ASSERT_EQ(std::system((command + " 2>/dev/null").c_str()), 0) << command;
}

/// Speaks TLS through a TestClient's socket.
class TlsClient {
 public:
  explicit TlsClient(std::uint16_t port, int highest_version = TLS1_3_VERSION,
                     std::string_view protocol = "\x08http/1.1")
      : connection_(port), context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_set_security_level(context_.get(), 0);
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_.get(), highest_version);
    SSL_CTX_load_verify_file(context_.get(), file("cert.pem").c_str());
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_alpn_protos(ssl_.get(), reinterpret_cast<const unsigned char*>(protocol.data()),
                        static_cast<unsigned>(protocol.size()));
    SSL_set_fd(ssl_.get(), connection_.descriptor());
  }

  bool connect() { return SSL_connect(ssl_.get()) == 1; }
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      std::size_t count = 0;
      if (SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &count) != 1) return;
      bytes.remove_prefix(count);
    }
  }
  /// At least `size` bytes, or all until the end.
  std::string received(std::size_t size) {
    std::string all;
    while (all.size() < size) {
      std::array<char, 16384> part;
      std::size_t count = 0;
      if (SSL_read_ex(ssl_.get(), part.data(), part.size(), &count) != 1) break;
      all.append(part.data(), count);
    }
    return all;
  }
  SSL* ssl() { return ssl_.get(); }

 private:
  struct Free {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  TestClient connection_;
  std::unique_ptr<SSL_CTX, Free> context_;
  std::unique_ptr<SSL, Free> ssl_;
};

Task<Response> describe(const Request& request, Arena& arena) {
  EXPECT_TRUE(request.tls);
  ArenaText body(arena);
  body.append(request.tls_version);
  body.append(' ');
  body.append(request.tls_cipher_suite);
  body.append(' ');
  body.append(request.body);
  co_return Response{.body = body.view()};
}

class TlsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    for (const std::string name : {"", "other_"}) {
      run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
          "-subj /CN=localhost -keyout " +
          file(name + "key.pem") + " -out " + file(name + "cert.pem"));
    }
    run("openssl ec -aes128 -passout pass:phrase -in " + file("key.pem") + " -out " +
        file("locked_key.pem"));
  }
  static void TearDownTestSuite() {
    for (const auto* name :
         {"key.pem", "cert.pem", "other_key.pem", "other_cert.pem", "locked_key.pem"}) {
      std::filesystem::remove(file(name));
    }
  }

  void serve(Handler handler = describe, ServerOptions options = {}) {
    options.tls = TlsFiles{.certificate_chain = file("cert.pem"), .private_key = file("key.pem")};
    auto opened = Server::open(std::move(options), std::move(handler), metrics_);
    ASSERT_TRUE(opened) << opened.error().message();
    server_ = *std::move(opened);
    server_->start();
  }
  std::uint16_t port() const { return server_->port(); }
  std::string open_failure(const std::string& certificate, const std::string& key) {
    const auto opened = Server::open(
        {.tls = TlsFiles{.certificate_chain = file(certificate), .private_key = file(key)}},
        describe, metrics_);
    if (opened) return "";
    EXPECT_EQ(opened.error().code(), ErrorCode::InvalidSetting);
    return opened.error().message();
  }

  metrics::Registry metrics_;
  std::unique_ptr<Server> server_;
};

TEST_F(TlsTest, AnswersOneRequestAfterAnother) {
  serve();
  TlsClient client(port());
  ASSERT_TRUE(client.connect());
  for (int i = 0; i < 3; ++i) {
    client.send(kGetOverTls);
    EXPECT_THAT(client.received(1), HasSubstr("TLSv1.3 TLS_"));
  }
  const unsigned char* protocol = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(client.ssl(), &protocol, &size);
  EXPECT_EQ(size, 8U);
}

TEST_F(TlsTest, CarriesLargeBodiesBothWays) {
  serve();
  TlsClient client(port());
  ASSERT_TRUE(client.connect());
  const std::string body(1024 * 1024, 'b');
  client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1048576\r\n\r\n" + body);
  EXPECT_THAT(client.received(body.size() + 80), testing::EndsWith(body));
}

TEST_F(TlsTest, SpeaksTls12) {
  serve();
  TlsClient client(port(), TLS1_2_VERSION);
  ASSERT_TRUE(client.connect());
  client.send(kGetOverTls);
  EXPECT_THAT(client.received(1), HasSubstr("TLSv1.2 "));
}

TEST_F(TlsTest, RefusesTls11) {
  serve();
  EXPECT_FALSE(TlsClient(port(), TLS1_1_VERSION).connect());
}

TEST_F(TlsTest, RefusesAClientThatOffersOnlyHttp2) {
  serve();
  EXPECT_FALSE(TlsClient(port(), TLS1_3_VERSION, "\x02h2").connect());
}

TEST_F(TlsTest, ResumesASession) {
  serve();
  TlsClient first(port());
  ASSERT_TRUE(first.connect());
  first.send(kGetOverTls);
  (void)first.received(1);  // the ticket comes before the answer
  TlsClient second(port());
  SSL_set_session(second.ssl(), SSL_get0_session(first.ssl()));
  ASSERT_TRUE(second.connect());
  EXPECT_EQ(SSL_session_reused(second.ssl()), 1);
}

TEST_F(TlsTest, ClosesWithANotice) {
  serve();
  TlsClient client(port());
  ASSERT_TRUE(client.connect());
  client.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_THAT(client.received(100'000), StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(SSL_get_shutdown(client.ssl()), SSL_RECEIVED_SHUTDOWN);
}

TEST_F(TlsTest, ClosesOnPlainHttp) {
  serve();
  TestClient client(port());
  EXPECT_EQ(client.ask(kGetOverTls).find("HTTP/1.1"), std::string::npos);
}

TEST_F(TlsTest, GivesUpAHandshakeThatDoesNotCome) {
  serve(describe, {.request_timeout = milliseconds(20), .sweep_interval = milliseconds(5)});
  EXPECT_TRUE(TestClient(port()).closed());
}

TEST_F(TlsTest, SurvivesAClientThatLeavesDuringItsAnswer) {
  static const std::string body(8 * 1024 * 1024, 'b');
  serve([](const Request&, Arena&) -> Task<Response> { co_return Response{.body = body}; });
  for (int i = 0; i < 3; ++i) {
    TlsClient client(port());
    ASSERT_TRUE(client.connect());
    client.send(kGetOverTls);
    (void)client.received(1);
  }
  TlsClient client(port());
  EXPECT_TRUE(client.connect());
}

TEST_F(TlsTest, StopClosesIdleConnections) {
  serve();
  TlsClient client(port());
  ASSERT_TRUE(client.connect());
  client.send(kGetOverTls);
  (void)client.received(1);
  server_->stop();
  EXPECT_EQ(client.received(1), "");
}

TEST_F(TlsTest, NamesTheFileThatDoesNotServe) {
  EXPECT_THAT(open_failure("absent.pem", "key.pem"),
              HasSubstr(file("absent.pem") + ": No such file or directory"));
  EXPECT_THAT(open_failure("key.pem", "key.pem"), HasSubstr(file("key.pem")));
  EXPECT_THAT(open_failure("cert.pem", "absent.pem"), HasSubstr(file("absent.pem")));
  EXPECT_THAT(open_failure("cert.pem", "cert.pem"), HasSubstr("private key " + file("cert.pem")));
  EXPECT_THAT(open_failure("cert.pem", "other_key.pem"), HasSubstr(file("other_key.pem")));
  EXPECT_THAT(open_failure("cert.pem", "locked_key.pem"), HasSubstr("without pass phrase"));
}

}  // namespace
}  // namespace strongroom::http
