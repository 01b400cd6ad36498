#include "http/client_tls.h"

#include "http/message.h"

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string_view>

namespace strongroom::http {
namespace {

struct FreeStore {
  void operator()(X509_STORE* store) const noexcept { X509_STORE_free(store); }
};
struct FreeVerification {
  void operator()(X509_STORE_CTX* verification) const noexcept {
    X509_STORE_CTX_free(verification);
  }
};

std::string thumbprint_of(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (X509_digest(certificate, EVP_sha1(), digest.data(), &size) != 1) return {};
  std::string text;
  for (const unsigned char byte : std::span(digest).first(size)) {
    text += fmt::format("{:02x}", byte);
  }
  return text;
}

/// The same verification with `anchor` as the only one that is trusted.
bool leads_to(X509* anchor, X509_STORE_CTX* refused) {
  const std::unique_ptr<X509_STORE, FreeStore> store(X509_STORE_new());
  const std::unique_ptr<X509_STORE_CTX, FreeVerification> again(X509_STORE_CTX_new());
  if (store == nullptr || again == nullptr || X509_STORE_add_cert(store.get(), anchor) != 1 ||
      X509_STORE_CTX_init(again.get(), store.get(), X509_STORE_CTX_get0_cert(refused),
                          X509_STORE_CTX_get0_untrusted(refused)) != 1 ||
      X509_VERIFY_PARAM_set1(X509_STORE_CTX_get0_param(again.get()),
                             X509_STORE_CTX_get0_param(refused)) != 1) {
    return false;
  }
  X509_STORE_CTX_set_flags(again.get(), X509_V_FLAG_PARTIAL_CHAIN);
  return X509_verify_cert(again.get()) == 1;
}

/// Whether one of the certificates that the server sent has one of the thumbprints and vouches for
/// the server.
bool is_pinned(X509_STORE_CTX* refused, const std::vector<std::string>& thumbprints) {
  const STACK_OF(X509)* const sent = X509_STORE_CTX_get0_untrusted(refused);
  for (int i = 0; i < sk_X509_num(sent); ++i) {
    X509* const certificate = sk_X509_value(sent, i);
    const std::string seen = thumbprint_of(certificate);
    const auto is_it = [&](std::string_view pin) { return equals_ignoring_case(pin, seen); };
    if (std::ranges::any_of(thumbprints, is_it) && leads_to(certificate, refused)) return true;
  }
  return false;
}

int verify(X509_STORE_CTX* verification, void*) {
  if (X509_verify_cert(verification) == 1) return 1;
  const auto* const tls = static_cast<const SSL*>(
      X509_STORE_CTX_get_ex_data(verification, SSL_get_ex_data_X509_STORE_CTX_idx()));
  const auto* const thumbprints =
      static_cast<const std::vector<std::string>*>(SSL_get_ex_data(tls, 0));
  if (thumbprints->empty() || !is_pinned(verification, *thumbprints)) return 0;
  X509_STORE_CTX_set_error(verification, X509_V_OK);
  return 1;
}

bool expect_certificate_of(SSL* tls, const std::string& host) {
  boost::system::error_code ec;
  boost::asio::ip::make_address(host, ec);
  if (!ec) return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls), host.c_str()) == 1;
  SSL_set_hostflags(tls, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  return SSL_set1_host(tls, host.c_str()) == 1 && SSL_set_tlsext_host_name(tls, host.c_str()) == 1;
}

bool load(SSL_CTX* context, const std::string& ca_file) {
  if (ca_file.empty()) return SSL_CTX_set_default_verify_paths(context) == 1;
  return SSL_CTX_load_verify_file(context, ca_file.c_str()) == 1;
}

}  // namespace

Result<TlsContext> client_tls_context(const std::string& ca_file) {
  static constexpr std::array<unsigned char, 9> kProtocols{8,   'h', 't', 't', 'p',
                                                           '/', '1', '.', '1'};
  ERR_clear_error();
  TlsContext context(SSL_CTX_new(TLS_client_method()));
  if (context == nullptr) return failure(ErrorCode::Internal, last_tls_reason());
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(),
                      SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CLEANSE_PLAINTEXT);
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_cert_verify_callback(context.get(), verify, nullptr);
  if (SSL_CTX_set_alpn_protos(context.get(), kProtocols.data(), kProtocols.size()) != 0) {
    return failure(ErrorCode::Internal, last_tls_reason());
  }
  if (!load(context.get(), ca_file)) {
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("CA file {}: {}; give a readable PEM file with the certificates of "
                               "those who vouch for servers.",
                               ca_file.empty() ? "of the system" : ca_file, last_tls_reason()));
  }
  return context;
}

Tls connecting_tls(SSL_CTX& context, const std::string& host,
                   const std::vector<std::string>& thumbprints) {
  Tls tls(SSL_new(&context));
  if (tls == nullptr || !expect_certificate_of(tls.get(), host)) return nullptr;
  // SSL_get_ex_data gives it back as const; OpenSSL itself never looks at it.
  SSL_set_ex_data(tls.get(), 0, const_cast<std::vector<std::string>*>(&thumbprints));
  SSL_set_connect_state(tls.get());
  return tls;
}

}  // namespace strongroom::http
