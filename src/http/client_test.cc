#include "http/client.h"

#include "base/sync_wait.h"
#include "http/server.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>

namespace strongroom::http {
namespace {

using Kind = HttpFailure::Kind;
using std::chrono::milliseconds;
using testing::HasSubstr;

void run(const std::string& command) {
  ASSERT_EQ(std::system(("(" + command + ") >/dev/null 2>&1").c_str()), 0) << command;
}

/// A CA, a certificate of it for localhost and 127.0.0.1, and one for another host.
class Certificates {
 public:
  Certificates() {
    std::string name = (std::filesystem::temp_directory_path() / "client-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    make_ca("ca");
    make_ca("other_ca");
    make_leaf("local", "DNS:localhost,IP:127.0.0.1", "ca");
    make_leaf("elsewhere", "DNS:elsewhere.example", "ca");
  }
  ~Certificates() { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name) const { return folder_ / name; }
  TlsFiles server(const std::string& name) const {
    return {.certificate_chain = file(name + ".chain"), .private_key = file(name + ".key")};
  }
  std::string thumbprint(const std::string& name) const {
    run("openssl x509 -noout -fingerprint -sha1 -in " + file(name + ".pem") + " > " +
        file("print"));
    std::ifstream in(file("print"));
    std::string line;
    std::getline(in, line);
    std::string print = line.substr(line.find('=') + 1);
    std::erase(print, ':');
    return print;
  }

 private:
  void make_ca(const std::string& name) const {
    run(
        fmt::format("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
                    "-subj /CN={0} -addext keyUsage=keyCertSign -keyout {1}.key -out {1}.pem",
                    name, file(name)));
  }
  void make_leaf(const std::string& name, const std::string& names, const std::string& ca) const {
    std::ofstream(file(name + ".ext")) << "subjectAltName=" << names << "\n";
    run(
        fmt::format("openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=leaf "
                    "-keyout {0}.key -out {0}.csr",
                    file(name)));
    run(
        fmt::format("openssl x509 -req -in {0}.csr -CA {1}.pem -CAkey {1}.key -CAcreateserial "
                    "-days 2 -extfile {0}.ext -out {0}.pem && cat {0}.pem {1}.pem > {0}.chain",
                    file(name), file(ca)));
  }

  std::filesystem::path folder_;
};

/// Accepts connections and gives each these bytes; keeps it open or not.
class RawServer {
 public:
  explicit RawServer(std::string bytes, bool closes = true) : bytes_(std::move(bytes)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    EXPECT_EQ(::bind(fd_, reinterpret_cast<const sockaddr*>(&at), size), 0);
    ::listen(fd_, 8);
    ::getsockname(fd_, reinterpret_cast<sockaddr*>(&at), &size);
    port_ = ntohs(at.sin_port);
    thread_ = std::thread([this, closes] { serve(closes); });
  }
  ~RawServer() {
    ::shutdown(fd_, SHUT_RDWR);
    thread_.join();
    for (const int open : open_) ::close(open);
    ::close(fd_);
  }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  std::string url() const { return fmt::format("http://127.0.0.1:{}/", port_); }
  int connections() const { return connections_; }

 private:
  void serve(bool closes) {
    for (int client = 0; (client = ::accept(fd_, nullptr, nullptr)) >= 0;) {
      ++connections_;
      std::array<char, 4096> request;
      if (::recv(client, request.data(), request.size(), 0) > 0) {
        ::send(client, bytes_.data(), bytes_.size(), MSG_NOSIGNAL);
      }
      if (closes) {
        ::close(client);
      } else {
        open_.push_back(client);
      }
    }
  }

  const std::string bytes_;
  const int fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::uint16_t port_ = 0;
  std::atomic<int> connections_ = 0;
  std::vector<int> open_;
  std::thread thread_;
};

class ClientTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { certificates_.emplace(); }
  static void TearDownTestSuite() { certificates_.reset(); }

  /// Says what it was asked, or as many bytes as /bytes/N asks for.
  Task<Response> answer(const Request& request, Arena& arena) {
    ports_.push_back(request.peer_port);
    ArenaText body(arena);
    if (request.target.starts_with("/bytes/")) {
      body.append(std::string(std::stoul(std::string(request.target.substr(7))), 'x'));
    } else {
      for (const std::string_view part :
           {request.method, request.target, request.header("x-test"), request.body}) {
        body.append(part);
        body.append("|");
      }
    }
    co_return Response{.status = request.target == "/lost" ? 302U : 200U,
                       .body = body.view(),
                       .close = request.target == "/close"};
  }

  std::uint16_t serve(std::optional<TlsFiles> tls = std::nullopt, ServerOptions options = {}) {
    options.tls = std::move(tls);
    auto opened = Server::open(
        std::move(options),
        [this](const Request& request, Arena& arena) { return answer(request, arena); }, metrics_);
    EXPECT_TRUE(opened);
    servers_.push_back(*std::move(opened));
    servers_.back()->start();
    return servers_.back()->port();
  }

  std::unique_ptr<Client> client(ClientOptions options = {.any_address = true}) const {
    if (options.ca_file.empty()) options.ca_file = certificates_->file("ca.pem");
    auto opened = Client::open(std::move(options));
    EXPECT_TRUE(opened);
    return *std::move(opened);
  }
  static HttpResult get(HttpClient& client, std::string url) {
    return sync_wait(client.send({.url = std::move(url)}));
  }
  static Kind failure_of(const HttpResult& result) {
    EXPECT_FALSE(result);
    return result ? Kind{255} : result.error().kind;
  }
  static std::string body_of(const HttpResult& result) {
    return result ? std::string(result->body) : result.error().detail;
  }

  static inline std::optional<Certificates> certificates_;
  metrics::Registry metrics_;
  std::vector<std::uint16_t> ports_;  // of the clients; one server with one thread
  std::vector<std::unique_ptr<Server>> servers_;
};

TEST_F(ClientTest, SendsARequestAndTakesTheAnswer) {
  const auto asking = client();
  const HttpResult posted =
      sync_wait(asking->send({.method = "POST",
                              .url = fmt::format("http://127.0.0.1:{}/path?a=b", serve()),
                              .headers = {{.name = "X-Test", .value = "value"}},
                              .body = "hello"}));
  ASSERT_TRUE(posted) << posted.error().detail;
  EXPECT_EQ(posted->status, 200U);
  EXPECT_EQ(posted->body, "POST|/path?a=b|value|hello|");
  EXPECT_EQ(posted->header("content-length"), "27");
}

TEST_F(ClientTest, GivesTheAnswerBackWhereItWasAskedFor) {
  const auto asking = client();
  const std::string url = fmt::format("http://127.0.0.1:{}/", serve());
  const auto here = std::this_thread::get_id();
  const auto there = sync_wait([](HttpClient& to, std::string at) -> Task<std::thread::id> {
    (void)co_await to.send({.url = std::move(at)});
    co_return std::this_thread::get_id();
  }(*asking, url));
  EXPECT_EQ(there, here);
}

TEST_F(ClientTest, UsesAConnectionAgain) {
  const auto asking = client();
  const std::string url =
      fmt::format("https://localhost:{}", serve(certificates_->server("local")));
  for (const auto* path : {"/1", "/2", "/close", "/3"}) {
    EXPECT_THAT(body_of(get(*asking, url + path)), HasSubstr(path));
  }
  EXPECT_EQ(ports_[0], ports_[1]);
  EXPECT_EQ(ports_[1], ports_[2]);
  EXPECT_NE(ports_[2], ports_[3]);
}

TEST_F(ClientTest, ConnectsAgainWhenTheServerHasEndedTheConnection) {
  const auto asking = client();
  const std::string url = fmt::format(
      "http://127.0.0.1:{}",
      serve(std::nullopt, {.idle_timeout = milliseconds(1), .sweep_interval = milliseconds(1)}));
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(get(*asking, url));
}

TEST_F(ClientTest, VerifiesCertificates) {
  const auto asking = client();
  const auto local = serve(certificates_->server("local"));
  EXPECT_EQ(body_of(get(*asking, fmt::format("https://localhost:{}/", local))), "GET|/|||");
  EXPECT_EQ(body_of(get(*asking, fmt::format("https://127.0.0.1:{}/", local))), "GET|/|||");
  const auto elsewhere = serve(certificates_->server("elsewhere"));
  for (const auto* host : {"localhost", "127.0.0.1"}) {
    const HttpResult refused = get(*asking, fmt::format("https://{}:{}/", host, elsewhere));
    EXPECT_EQ(failure_of(refused), Kind::Untrusted) << host;
    EXPECT_THAT(refused.error().detail, HasSubstr("mismatch"));
  }
  const auto stranger =
      client({.ca_file = certificates_->file("other_ca.pem"), .any_address = true});
  EXPECT_EQ(failure_of(get(*stranger, fmt::format("https://localhost:{}/", local))),
            Kind::Untrusted);
  EXPECT_EQ(failure_of(get(*asking, fmt::format("https://localhost:{}/", serve()))),
            Kind::Unreachable);
}

TEST_F(ClientTest, TrustsTheSystemsAuthoritiesWhenNoFileIsNamed) {
  const std::string url =
      fmt::format("https://localhost:{}/", serve(certificates_->server("local")));
  const auto asked_by_system_of = [&](const std::string& ca) {
    // Where OpenSSL looks in place of the system's own file. It is read at the first request.
    ::setenv("SSL_CERT_FILE", certificates_->file(ca).c_str(), 1);
    const auto asking = Client::open({.any_address = true});
    EXPECT_TRUE(asking);
    HttpResult result = get(**asking, url);
    ::unsetenv("SSL_CERT_FILE");
    return result;
  };
  EXPECT_TRUE(asked_by_system_of("ca.pem"));
  EXPECT_EQ(failure_of(asked_by_system_of("other_ca.pem")), Kind::Untrusted);
}

TEST_F(ClientTest, TakesAChainThatLeadsToAThumbprint) {
  const auto asking = client({.ca_file = certificates_->file("other_ca.pem"), .any_address = true});
  const std::string local =
      fmt::format("https://localhost:{}/", serve(certificates_->server("local")));
  const std::string elsewhere =
      fmt::format("https://localhost:{}/", serve(certificates_->server("elsewhere")));
  const auto pinned = [&](const std::string& url, std::vector<std::string> prints) {
    return sync_wait(asking->send({.url = url, .thumbprints = std::move(prints)}));
  };
  std::string lower = certificates_->thumbprint("ca");
  for (char& c : lower) c = static_cast<char>(std::tolower(c));
  const std::string wrong(40, 'a');
  EXPECT_TRUE(pinned(local, {wrong, certificates_->thumbprint("ca")}));
  EXPECT_TRUE(pinned(local, {lower}));
  EXPECT_TRUE(pinned(local, {certificates_->thumbprint("local")}));
  EXPECT_EQ(failure_of(pinned(local, {wrong})), Kind::Untrusted);
  EXPECT_EQ(failure_of(pinned(local, {certificates_->thumbprint("other_ca")})), Kind::Untrusted);
  // The name counts nevertheless, and nobody else's pin opens a connection that is kept.
  EXPECT_EQ(failure_of(pinned(elsewhere, {certificates_->thumbprint("ca")})), Kind::Untrusted);
  EXPECT_EQ(failure_of(pinned(local, {})), Kind::Untrusted);
}

TEST_F(ClientTest, AsksPublicAddressesOnlyUnlessASettingAllowsMore) {
  const auto port = serve();
  const auto strict = client({});
  for (const auto* host : {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433",
                           "0x7f.1", "169.254.169.254", "10.0.0.1"}) {
    EXPECT_EQ(failure_of(get(*strict, fmt::format("http://{}:{}/", host, port))), Kind::NotAllowed)
        << host;
  }
  EXPECT_TRUE(ports_.empty());
  const auto allowed = client({.private_addresses = {"127.0.0.0/8"}});
  EXPECT_TRUE(get(*allowed, fmt::format("http://localhost:{}/", port)));
}

TEST_F(ClientTest, RefusesWhatIsNoUrlThatItServes) {
  const auto asking = client();
  for (const auto* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "http://user@127.0.0.1/", ""}) {
    EXPECT_EQ(failure_of(get(*asking, url)), Kind::NotAllowed) << url;
  }
}

TEST_F(ClientTest, FollowsNoRedirection) {
  const auto asking = client();
  const HttpResult found = get(*asking, fmt::format("http://127.0.0.1:{}/lost", serve()));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->status, 302U);
}

TEST_F(ClientTest, TakesNoMoreThanIsAskedFor) {
  const auto asking = client();
  const auto port = serve(certificates_->server("local"));
  const auto bytes = [&](std::size_t size) {
    return sync_wait(asking->send({.url = fmt::format("https://localhost:{}/bytes/{}", port, size),
                                   .max_body_bytes = 100'000}));
  };
  EXPECT_EQ(body_of(bytes(100'000)).size(), 100'000U);
  EXPECT_EQ(failure_of(bytes(100'001)), Kind::BadAnswer);
}

TEST_F(ClientTest, GivesUpWhenTheTimeIsOver) {
  const auto asking = client();
  const auto soon = [&](const std::string& url) {
    return sync_wait(asking->send({.url = url, .timeout = milliseconds(50)}));
  };
  const RawServer silent("", false);
  EXPECT_EQ(failure_of(soon(silent.url())), Kind::TooSlow);
  const RawServer stuck("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe", false);
  EXPECT_EQ(failure_of(soon(stuck.url())), Kind::TooSlow);
  std::string https = silent.url();
  https.replace(0, 4, "https");
  EXPECT_EQ(failure_of(soon(https)), Kind::TooSlow);
}

TEST_F(ClientTest, TellsAnAnswerFromOneThatWasCut) {
  const auto asking = client();
  for (const auto* bytes :
       {"", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"}) {
    const RawServer cutting(bytes);
    EXPECT_EQ(failure_of(get(*asking, cutting.url())), Kind::Unreachable) << bytes;
  }
  for (const auto* bytes : {"HTTP/1.1 200 OK\r\n\r\nhello", "220 mail.example.com ESMTP\r\n\r\n"}) {
    const RawServer other(bytes);
    EXPECT_EQ(failure_of(get(*asking, other.url())), Kind::BadAnswer) << bytes;
  }
}

TEST_F(ClientTest, DoesNotUseAConnectionAgainThatSaysMore) {
  const auto asking = client();
  const RawServer talking(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK",
      false);
  EXPECT_EQ(body_of(get(*asking, talking.url())), "ok");
  EXPECT_EQ(body_of(get(*asking, talking.url())), "ok");
  EXPECT_EQ(talking.connections(), 2);
}

TEST_F(ClientTest, SaysThatNobodyListens) {
  const auto asking = client();
  std::string url;
  {
    url = RawServer("").url();
  }
  EXPECT_EQ(failure_of(get(*asking, url)), Kind::Unreachable);
  EXPECT_EQ(failure_of(get(*asking, "http://nobody.invalid/")), Kind::Unreachable);
}

TEST_F(ClientTest, StopsWhileAServerIsSilent) {
  const RawServer silent("", false);
  auto asking = client();
  std::optional<HttpResult> answer;
  start(asking->send({.url = silent.url()}), [&](HttpResult ended) { answer = std::move(ended); });
  asking->stop();
  ASSERT_TRUE(answer);
  EXPECT_EQ(failure_of(*answer), Kind::TooSlow);
}

TEST_F(ClientTest, RefusesSettingsThatCantBe) {
  const auto no_file = Client::open({.ca_file = "/no/such/file.pem"});
  ASSERT_FALSE(no_file);
  EXPECT_EQ(no_file.error().code(), ErrorCode::InvalidSetting);
  EXPECT_THAT(no_file.error().message(), HasSubstr("/no/such/file.pem"));
  EXPECT_FALSE(Client::open({.private_addresses = {"everywhere"}}));
}

}  // namespace
}  // namespace strongroom::http
