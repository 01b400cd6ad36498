#pragma once

#include "app/seed_file.h"
#include "app/seeding.h"
#include "base/result.h"

#include <boost/json.hpp>

#include <string_view>

namespace strongroom::app {

/// Brings the secrets of a seed into the store, with their resource policies. One thread.
class SecretSower {
 public:
  /// `bed` outlives this object.
  explicit SecretSower(const SeedBed& bed) : bed_(bed) {}

  /// One that is there stays as it is, but for a resource policy that it does not have.
  Result<void> operator()(const SeedSecret& secret);

 private:
  Result<void> call(const SeedSecret& secret, std::string_view operation,
                    const boost::json::object& body);

  const SeedBed& bed_;
};

}  // namespace strongroom::app
