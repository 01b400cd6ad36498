// Linked before the room of the audit, this makes a server that records nothing: only to measure
// what the audit costs. Records are still made, and dropped instead of being hashed and written.

#include "audit/audit_log.h"

#include <unordered_set>

namespace strongroom::audit {
namespace {

class NoAudit final : public AuditLog {
 public:
  Task<Result<void>> append(std::string_view) override { co_return Result<void>(); }
  Result<std::unordered_set<std::string>> find_events(
      const std::vector<std::string>&) const override {
    return std::unordered_set<std::string>();
  }
};

}  // namespace

Result<std::unique_ptr<AuditLog>> AuditLog::open(const Options&, const Clock&, metrics::Registry&,
                                                 std::optional<DigestWriter>) {
  return std::make_unique<NoAudit>();
}

}  // namespace strongroom::audit
