#pragma once

#include "app/data_folder.h"
#include "app/settings.h"

#include <cstdint>

namespace strongroom::app {

/// What a person sees when the server is ready: the line `listening on http://ADDRESS:PORT`, and in
/// development the lines to copy. On standard output.
void print_banner(const Settings& settings, const DataFolder& folder, std::uint16_t port);

}  // namespace strongroom::app
