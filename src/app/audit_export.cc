#include "app/audit_export.h"

#include "app/administration.h"
#include "app/operator_client.h"
#include "app/operator_message.h"
#include "app/wrong.h"
#include "audit/export.h"
#include "base/arena.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string_view>
#include <utility>

namespace strongroom::app {
namespace {

/// Signs for an export: a running server, or the store of a stopped one.
class Signer {
 public:
  static Result<Signer> of(const AuditArguments& arguments) {
    SR_TRY(Settings settings, settings_of(arguments));
    Signer signer(settings.data_folder);
    Arena arena;
    SR_TRY(const auto answer, ask_server(settings.data_folder, {{"act", "audit-export"}}, arena));
    if (answer) {
      signer.fingerprint_ = text_member(*answer, "fingerprint");
      return signer;
    }
    SR_TRY(StoppedServer stopped, open_stopped(std::move(settings), arguments.descriptor));
    signer.stopped_.emplace(std::move(stopped));
    OpenStore& store = *signer.stopped_->store;
    SR_CHECK(record_operator_act(store, "ExportAudit", {}, nullptr));
    SR_TRY(const auto key, store.export_key->public_key());
    signer.fingerprint_ = key.fingerprint;
    return signer;
  }

  const std::string& fingerprint() const { return fingerprint_; }

  Result<std::string> sign(std::string_view text) const {
    if (stopped_) return stopped_->store->export_key->sign(fingerprint_, text);
    Arena arena;
    SR_TRY(
        const auto answer,
        ask_server(data_folder_,
                   {{"act", "audit-sign"}, {"fingerprint", fingerprint_}, {"text", text}}, arena));
    if (!answer) return failure(ErrorCode::Unavailable, "the server that signs has ended");
    return std::string(text_member(*answer, "signature"));
  }

 private:
  explicit Signer(std::string data_folder) : data_folder_(std::move(data_folder)) {}

  std::string data_folder_;
  std::string fingerprint_;
  std::optional<StoppedServer> stopped_;
};

/// As S3 has it, so that it is no riddle inside of JSON.
bool is_bucket(std::string_view name) {
  return name.size() >= 3 && name.size() <= 63 && std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
         });
}

Result<void> check(const AuditArguments& arguments) {
  if (arguments.output.empty()) return wrong("--output DIR: name a new folder for the files.");
  if (!arguments.filters.empty()) {
    return wrong("--filter: digests are of all records, so none can be left out.");
  }
  if (!is_bucket(arguments.bucket)) {
    return wrong("--bucket " + arguments.bucket + ": write 3 to 63 of a-z, 0-9, '-' and '.'.");
  }
  std::error_code error;
  if (!std::filesystem::exists(arguments.output, error)) return {};
  if (std::filesystem::is_empty(arguments.output, error) && !error) return {};
  return wrong(arguments.output + ": holds files already. Name a new folder.");
}

/// Behind the second of `to`, or behind this one.
Timestamp end_of(const std::optional<Timestamp>& to) {
  const Timestamp last = to.value_or(SystemClock().now());
  return std::chrono::floor<std::chrono::seconds>(last) + std::chrono::seconds(1);
}

Result<void> export_files(const AuditArguments& arguments) {
  SR_CHECK(check(arguments));
  SR_TRY(const std::string folder, folder_of(arguments));
  SR_TRY(const auto from, time_of("--from", arguments.from));
  SR_TRY(const auto to, time_of("--to", arguments.to));
  SR_TRY(const Signer signer, Signer::of(arguments));
  const audit::ExportTarget target{
      .folder = arguments.output,
      .bucket = arguments.bucket,
      .fingerprint = signer.fingerprint(),
      .sign = [&](std::string_view text) { return signer.sign(text); }};
  SR_TRY(const auto report, audit::export_to_cloudtrail(folder, from, end_of(to), target));
  fmt::print("{} records in {} files, {} digests\n", report.records, report.files, report.digests);
  return {};
}

}  // namespace

Result<void> exported(const AuditArguments& arguments) {
  if (arguments.format == "cloudtrail") return export_files(arguments);
  SR_TRY(const std::string folder, folder_of(arguments));
  SR_TRY(const audit::RecordFilter filter, filter_of(arguments));
  return audit::for_each_record(folder, filter,
                                [](const std::string& record) { fmt::print("{}\n", record); });
}

}  // namespace strongroom::app
