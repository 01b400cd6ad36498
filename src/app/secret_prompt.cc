#include "app/secret_prompt.h"

#include "app/operator_connection.h"
#include "app/wrong.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <span>
#include <string>

namespace strongroom::app {
namespace {

constexpr std::size_t kLongest = 4096;

/// A terminal that shows nothing of what is typed, until the end of this object.
class SilentTerminal {
 public:
  explicit SilentTerminal(int terminal) : terminal_(terminal) {
    silent_ = ::tcgetattr(terminal, &before_) == 0;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent_ = silent_ && ::tcsetattr(terminal, TCSAFLUSH, &silent) == 0;
  }
  ~SilentTerminal() {
    if (silent_) ::tcsetattr(terminal_, TCSAFLUSH, &before_);
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

  explicit operator bool() const { return silent_; }

 private:
  int terminal_;
  termios before_{};
  bool silent_ = false;
};

/// Byte by byte: what stands behind the line belongs to the next question.
Result<crypto::SecretBytes> read_line(int descriptor) {
  crypto::SecretBytes line(kLongest);
  std::size_t size = 0;
  while (size < kLongest) {
    const ssize_t got = ::read(descriptor, &line.writable()[size], 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return wrong(fmt::format("descriptor {} can't be read.", descriptor));
    if (got == 0 || line.reveal()[size] == std::byte{'\n'}) break;
    ++size;
  }
  if (size == 0) return wrong("nothing was given.");
  return crypto::SecretBytes::copy_of(line.reveal().first(size));
}

void write_text(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written <= 0) return;  // a question that can't be seen is no reason to fail
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

Result<crypto::SecretBytes> SecretPrompt::ask(std::string_view question) const {
  if (descriptor_) return read_line(*descriptor_);
  const Descriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
  if (!terminal) {
    return wrong(fmt::format(
        "{}: there is no terminal to ask on. Give it on a file descriptor, by --descriptor N.",
        question));
  }
  const SilentTerminal silent(terminal.get());
  if (!silent) return wrong("the terminal can't be kept from showing what is typed.");
  write_text(terminal.get(), fmt::format("{}: ", question));
  auto line = read_line(terminal.get());
  write_text(terminal.get(), "\n");
  return line;
}

Result<crypto::SecretBytes> SecretPrompt::ask_new(std::string_view question) const {
  SR_TRY(crypto::SecretBytes first, ask(question));
  if (descriptor_) return first;
  SR_TRY(const crypto::SecretBytes second, ask(fmt::format("{}, once more", question)));
  if (first == second) return first;
  return wrong("the two are not the same: nothing was done.");
}

}  // namespace strongroom::app
