#include "app/command_line.h"
#include "crypto/library.h"

#include <fmt/format.h>

#include <exception>

int main(int argc, char** argv) {
  try {
    strongroom::crypto::load_library();
    return strongroom::app::run(argc, argv);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "strongroom: {}\n", fault.what());
    return 1;
  }
}
