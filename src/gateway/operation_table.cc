#include "gateway/operation_table.h"

#include "ops/cloudtrail/operations.h"
#include "ops/iam/operations.h"
#include "ops/kms/operations.h"
#include "ops/secretsmanager/operations.h"
#include "ops/sts/operations.h"

#include <algorithm>

namespace strongroom::gateway {

std::span<const ops::OperationEntry> operations_of(wire::Service service) {
  switch (service) {
    case wire::Service::SecretsManager:
      return ops::secretsmanager::operations();
    case wire::Service::Iam:
      return ops::iam_api::operations();
    case wire::Service::Sts:
      return ops::sts::operations();
    case wire::Service::Kms:
      return ops::kms_api::operations();
    case wire::Service::CloudTrail:
      return ops::cloudtrail::operations();
  }
  return {};
}

const ops::OperationEntry* find_operation(wire::Service service, std::string_view name) {
  const auto operations = operations_of(service);
  const auto found = std::ranges::find(operations, name, &ops::OperationEntry::name);
  return found == operations.end() ? nullptr : &*found;
}

}  // namespace strongroom::gateway
