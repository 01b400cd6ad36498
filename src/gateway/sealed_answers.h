#pragma once

#include "base/arena.h"
#include "base/metrics.h"
#include "base/task.h"
#include "gateway/probes.h"
#include "http/message.h"

namespace strongroom::gateway {

/// What a sealed server answers: the probes, and to every call that the service is not available,
/// whoever asks for what (crypto contract 8.3). Nothing is verified or recorded: there is no key.
/// Any thread.
class SealedAnswers {
 public:
  /// `metrics` outlives this object, and shows that the server is sealed.
  explicit SealedAnswers(metrics::Registry& metrics);

  Task<http::Response> serve(const http::Request& request, Arena& arena) const;

 private:
  Probes probes_;
};

}  // namespace strongroom::gateway
