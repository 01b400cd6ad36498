#include "http/tls_context.h"

#include <fmt/format.h>
#include <openssl/err.h>

#include <array>
#include <string>
#include <string_view>
#include <system_error>

namespace strongroom::http {
namespace {

// Without it OpenSSL asks the terminal for the pass phrase and the start hangs.
int no_pass_phrase(char*, int, int, void*) { return -1; }

int select_http_1_1(SSL*, const unsigned char** selected, unsigned char* selected_size,
                    const unsigned char* offered, unsigned offered_size, void*) {
  static constexpr std::array<unsigned char, 9> kProtocols{8,   'h', 't', 't', 'p',
                                                           '/', '1', '.', '1'};
  unsigned char* chosen = nullptr;
  const int outcome = SSL_select_next_proto(&chosen, selected_size, kProtocols.data(),
                                            kProtocols.size(), offered, offered_size);
  *selected = chosen;
  // RFC 7301 3.2: no protocol in common is a fatal alert.
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

void set_protocol(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA |
                                   SSL_OP_CLEANSE_PLAINTEXT);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE);
  SSL_CTX_set_read_ahead(context, 1);  // a record's head and body by one system call
  SSL_CTX_set_alpn_select_cb(context, select_http_1_1, nullptr);
}

void set_session_cache(SSL_CTX* context) {
  static constexpr std::array<unsigned char, 10> kName{'s', 't', 'r', 'o', 'n',
                                                       'g', 'r', 'o', 'o', 'm'};
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_SERVER);
  SSL_CTX_set_session_id_context(context, kName.data(), kName.size());
  SSL_CTX_set_num_tickets(context, 1);
}

Result<void> load(SSL_CTX* context, const TlsFiles& files) {
  SSL_CTX_set_default_passwd_cb(context, no_pass_phrase);
  if (SSL_CTX_use_certificate_chain_file(context, files.certificate_chain.c_str()) != 1) {
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("TLS certificate chain {}: {}; give a readable PEM file that starts "
                               "with the server's certificate",
                               files.certificate_chain, last_tls_reason()));
  }
  if (SSL_CTX_use_PrivateKey_file(context, files.private_key.c_str(), SSL_FILETYPE_PEM) != 1) {
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("TLS private key {}: {}; give a readable PEM file without pass "
                               "phrase that holds the key of certificate {}",
                               files.private_key, last_tls_reason(), files.certificate_chain));
  }
  return {};
}

}  // namespace

std::string last_tls_reason() {
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  if (ERR_SYSTEM_ERROR(code)) return std::generic_category().message(ERR_GET_REASON(code));
  const char* const reason = ERR_reason_error_string(code);
  return reason == nullptr ? fmt::format("error {:x}", code) : reason;
}

Result<TlsContext> tls_context(const TlsFiles& files) {
  ERR_clear_error();
  TlsContext context(SSL_CTX_new(TLS_server_method()));
  if (context == nullptr) return failure(ErrorCode::Internal, last_tls_reason());
  set_protocol(context.get());
  set_session_cache(context.get());
  SR_CHECK(load(context.get(), files));
  return context;
}

Tls accepting_tls(SSL_CTX& context) {
  Tls tls(SSL_new(&context));
  if (tls != nullptr) SSL_set_accept_state(tls.get());
  return tls;
}

}  // namespace strongroom::http
