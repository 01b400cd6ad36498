#pragma once

namespace strongroom {

/// Zeroes the registers of vectors in all their width: copies and ciphers leave parts of a secret
/// there, and an idle thread keeps them, for a core dump to show. Some 10 ns. Any thread.
void wipe_registers() noexcept;

}  // namespace strongroom
