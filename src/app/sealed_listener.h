#pragma once

#include "app/settings.h"
#include "base/metrics.h"
#include "base/result.h"
#include "gateway/sealed_answers.h"
#include "http/server.h"

#include <cstdint>
#include <memory>

namespace strongroom::app {

/// What listens while a server is sealed: it answers the probes, and 503 to all else.
class SealedListener {
 public:
  /// With `takes_over`, on the port that another server of this process still holds.
  /// InvalidSetting.
  static Result<std::unique_ptr<SealedListener>> open(const Settings& settings, bool takes_over);

  std::uint16_t port() const { return server_->port(); }
  void start() { server_->start(); }
  void stop() { server_->stop(); }

 private:
  SealedListener() = default;

  metrics::Registry metrics_;
  gateway::SealedAnswers answers_{metrics_};
  std::unique_ptr<http::Server> server_;
};

}  // namespace strongroom::app
