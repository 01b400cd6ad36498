#pragma once

#include "app/data_folder.h"
#include "app/open_store.h"
#include "app/operator_acts.h"
#include "app/settings.h"
#include "base/result.h"
#include "keyring/seal.h"

#include <cstdint>
#include <memory>
#include <span>

namespace strongroom::app {

/// An open server: everything from the store up to the listener.
class Deployment {
 public:
  /// Opens the store by the first seal, the keyring, the views and the socket; nobody is served
  /// yet. With `takes_over`, on the port that another server of this process still holds.
  /// InvalidSetting with the reason and the remedy; a wrong root key changes nothing.
  static Result<std::unique_ptr<Deployment>> open(const Settings& settings,
                                                  const DataFolder& folder,
                                                  std::span<keyring::Seal* const> seals,
                                                  bool takes_over);
  ~Deployment();

  std::uint16_t port() const;
  OpenStore& store();
  OperatorActs& operator_acts();
  void start();
  /// Answers the requests in flight, then writes what waits.
  void stop();

 private:
  struct Parts;
  explicit Deployment(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace strongroom::app
