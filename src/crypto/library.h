#pragma once

namespace strongroom::crypto {

/// Loads OpenSSL and its algorithms, so that a missing one ends the start and not a request; throws
/// std::runtime_error. Before any other use of OpenSSL in the process: it also keeps the host's
/// openssl.cnf out (crypto contract 10.6), and has OpenSSL wipe its memory and lock that of private
/// keys. Without this call, as in tests, the first use loads the rest. Any thread.
void load_library();

}  // namespace strongroom::crypto
