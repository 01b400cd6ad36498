#include "http/tls_stream.h"

#include <openssl/err.h>
#include <openssl/x509.h>

#include <new>
#include <utility>

namespace strongroom::http {

TlsStream::TlsStream(Socket socket, Tls tls) : Stream(std::move(socket)), ssl_(std::move(tls)) {
  if (ssl_ == nullptr || SSL_set_fd(ssl_.get(), this->socket().native_handle()) != 1) {
    throw std::bad_alloc();
  }
}

Task<bool> TlsStream::can_go_on(int outcome) {
  const int reason = SSL_get_error(ssl_.get(), outcome);
  ERR_clear_error();
  failed_ = reason == SSL_ERROR_SSL || reason == SSL_ERROR_SYSCALL;
  if (reason != SSL_ERROR_WANT_READ && reason != SSL_ERROR_WANT_WRITE) co_return false;
  const auto direction = reason == SSL_ERROR_WANT_READ ? Socket::wait_read : Socket::wait_write;
  co_return !(co_await ready(socket(), direction)).error;
}

Task<bool> TlsStream::handshake() {
  while (true) {
    const int outcome = SSL_do_handshake(ssl_.get());
    if (outcome == 1) co_return true;
    if (!co_await can_go_on(outcome)) co_return false;
  }
}

Task<std::size_t> TlsStream::read(std::span<char> into) {
  // Waiting first spares a read in vain and gives way to the loop, however fast the client sends.
  if (SSL_has_pending(ssl_.get()) == 0) {
    if ((co_await ready(socket(), Socket::wait_read)).error) co_return 0;
  }
  while (true) {
    std::size_t count = 0;
    const int outcome = SSL_read_ex(ssl_.get(), into.data(), into.size(), &count);
    if (outcome == 1) co_return count;
    if (!co_await can_go_on(outcome)) co_return 0;
  }
}

Task<bool> TlsStream::write(std::string_view bytes) {
  while (!bytes.empty()) {
    std::size_t count = 0;
    const int outcome = SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &count);
    if (outcome == 1) {
      bytes.remove_prefix(count);
    } else if (!co_await can_go_on(outcome)) {
      co_return false;
    }
  }
  co_return true;
}

void TlsStream::end_writing() {
  if (!failed_ && SSL_is_init_finished(ssl_.get()) == 1) SSL_shutdown(ssl_.get());
  ERR_clear_error();
  boost::system::error_code ignored;  // the other side may be gone already
  socket().shutdown(Socket::shutdown_send, ignored);
}

const char* TlsStream::certificate_problem() const {
  const long outcome = SSL_get_verify_result(ssl_.get());
  return outcome == X509_V_OK ? nullptr : X509_verify_cert_error_string(outcome);
}

std::string_view TlsStream::tls_version() const { return SSL_get_version(ssl_.get()); }
std::string_view TlsStream::tls_cipher_suite() const { return SSL_get_cipher_name(ssl_.get()); }

}  // namespace strongroom::http
