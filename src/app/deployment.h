#pragma once

#include "app/data_folder.h"
#include "app/settings.h"
#include "base/result.h"

#include <cstdint>
#include <memory>

namespace strongroom::app {

/// A whole server: everything that main wires together, from the store up to the listener.
class Deployment {
 public:
  /// Opens the store, the keyring, the views and the socket; nobody is served yet. InvalidSetting
  /// with the reason and the remedy; a wrong root key changes nothing.
  static Result<std::unique_ptr<Deployment>> open(const Settings& settings,
                                                  const DataFolder& folder);
  ~Deployment();

  std::uint16_t port() const;
  void start();
  /// Answers the requests in flight, then writes what waits.
  void stop();

 private:
  struct Parts;
  explicit Deployment(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace strongroom::app
