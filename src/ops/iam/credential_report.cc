#include "ops/iam/credential_report.h"

#include "ops/access.h"
#include "ops/iam/credential_report_text.h"

#include <memory>
#include <string>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> GenerateCredentialReport::access(OperationContext& context,
                                                               const Input&) {
  return access_to_all(context, "iam:GenerateCredentialReport");
}

Task<Result<GenerateCredentialReport::Output>> GenerateCredentialReport::handle(OperationContext&,
                                                                                const Input&) {
  co_return Output{};
}

Result<policy::AccessRequest> GetCredentialReport::access(OperationContext& context, const Input&) {
  return access_to_all(context, "iam:GetCredentialReport");
}

Task<Result<GetCredentialReport::Output>> GetCredentialReport::handle(OperationContext& context,
                                                                      const Input&) {
  const auto report = std::make_shared<const std::string>(
      credential_report_text(context.services.identity.directory(), context.partition.account));
  context.held.push_back(report);
  Output output;
  output.content = bytes_of(*report);
  output.generated = context.now;
  co_return output;
}

}  // namespace strongroom::ops::iam_api
