#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::audit {

/// What LookupEvents can find a record by, read in one pass. Views into the record.
class RecordAttributes {
 public:
  /// Nothing when `record` is seen to be no JSON object; it is read as far as is needed.
  static std::optional<RecordAttributes> parse(std::string_view record);

  std::string_view account() const { return account_; }
  std::string_view region() const { return region_; }
  /// As it is written.
  std::string_view time() const { return time_; }

  /// Calls `visit(attribute, value)` for each thing that the record can be found by; the views live
  /// for the call.
  void for_each(const std::function<void(std::string_view, std::string_view)>& visit) const;
  bool has(std::string_view attribute, std::string_view value) const;

  /// userIdentity's name as LookupEvents shows it (cloudtrail contract 6).
  std::string username() const;

 private:
  std::string_view account_;
  std::string_view region_;
  std::string_view time_;
  std::string_view event_id_;
  std::string_view event_name_;
  std::string_view event_source_;
  std::string_view read_only_;  // as it is written
  std::string_view resources_;  // an array
  struct Identity {
    std::string_view type;
    std::string_view principal_id;
    std::string_view user_name;
    std::string_view invoked_by;
    std::string_view access_key_id;
  } identity_;
};

}  // namespace strongroom::audit
