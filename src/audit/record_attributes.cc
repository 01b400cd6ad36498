#include "audit/record_attributes.h"

#include "audit/record_view.h"

namespace strongroom::audit {
namespace {

/// The name in the ARN of a secret, without its random end; empty for any other ARN.
std::string_view secret_name(std::string_view arn) {
  constexpr std::string_view kSecret = ":secret:";
  const std::size_t at = arn.find(kSecret);
  if (!arn.starts_with("arn:") || at == std::string_view::npos) return {};
  const std::string_view name = arn.substr(at + kSecret.size());
  return name.size() > 7 ? name.substr(0, name.size() - 7) : std::string_view();
}

}  // namespace

std::optional<RecordAttributes> RecordAttributes::parse(std::string_view record) {
  RecordAttributes found;
  std::string_view identity;
  const bool whole = read_members(record, {{"userIdentity", &identity},
                                           {"eventTime", &found.time_},
                                           {"eventSource", &found.event_source_},
                                           {"eventName", &found.event_name_},
                                           {"awsRegion", &found.region_},
                                           {"eventID", &found.event_id_},
                                           {"readOnly", &found.read_only_},
                                           {"resources", &found.resources_},
                                           {"recipientAccountId", &found.account_}});
  if (!whole) return std::nullopt;
  Identity& who = found.identity_;
  if (!read_members(identity, {{"type", &who.type},
                               {"principalId", &who.principal_id},
                               {"userName", &who.user_name},
                               {"invokedBy", &who.invoked_by},
                               {"accessKeyId", &who.access_key_id}})) {
    who = {};
  }
  for (std::string_view* const text :
       {&found.time_, &found.event_source_, &found.event_name_, &found.region_, &found.event_id_,
        &found.account_, &who.type, &who.principal_id, &who.user_name, &who.invoked_by,
        &who.access_key_id}) {
    *text = text_in(*text);
  }
  return found;
}

std::string RecordAttributes::username() const {
  if (identity_.type == "Root") return "root";
  if (identity_.type == "AssumedRole" || identity_.type == "FederatedUser") {
    return unescaped(identity_.principal_id.substr(identity_.principal_id.find(':') + 1));
  }
  return unescaped(identity_.user_name.empty() ? identity_.invoked_by : identity_.user_name);
}

void RecordAttributes::for_each(
    const std::function<void(std::string_view, std::string_view)>& visit) const {
  visit("EventId", event_id_);
  visit("EventName", event_name_);
  visit("EventSource", event_source_);
  visit("ReadOnly", read_only_);
  if (const std::string name = username(); !name.empty()) visit("Username", name);
  if (!identity_.access_key_id.empty()) visit("AccessKeyId", identity_.access_key_id);
  for_each_element(resources_, [&](std::string_view resource) {
    std::string_view written_arn;
    std::string_view type;
    if (!read_members(resource, {{"ARN", &written_arn}, {"type", &type}})) return;
    const std::string arn = unescaped(text_in(written_arn));
    visit("ResourceName", arn);
    if (const auto name = secret_name(arn); !name.empty()) visit("ResourceName", name);
    if (type = text_in(type); !type.empty()) visit("ResourceType", type);
  });
}

bool RecordAttributes::has(std::string_view attribute, std::string_view value) const {
  bool found = false;
  for_each([&](std::string_view its_attribute, std::string_view its_value) {
    found = found || (its_attribute == attribute && its_value == value);
  });
  return found;
}

}  // namespace strongroom::audit
