#include "ops/secretsmanager/further_events.h"

#include "wire/json_writer.h"

namespace strongroom::ops::secretsmanager {
namespace {

using Kind = audit::FurtherEvent::Kind;

audit::Resource resource_of(const OperationContext& context, const secrets::Secret& secret) {
  return {.arn = secret.arn(context.arena),
          .account = context.arena.copy(secret.partition.account),
          .type = audit::kSecretType};
}

}  // namespace

void note_version_events(OperationContext& context, const secrets::Secret& secret,
                         std::string_view event_name) {
  const audit::Resource resource = resource_of(context, secret);
  for (const secrets::Version& version : secret.versions) {
    context.record.further.push_back(
        {.kind = Kind::ServiceEvent,
         .event_source = audit::kSecretsManagerSource,
         .event_name = event_name,
         .additional_data = audit::version_event_data(resource.arn, version.id, context.arena),
         .resource = resource});
  }
}

void note_value_read(OperationContext& context, const secrets::Secret& secret) {
  const audit::Resource resource = resource_of(context, secret);
  ArenaText parameters(context.arena);
  wire::JsonWriter json(parameters);
  json.begin_object();
  json.plain_key("secretId");
  json.string(resource.arn);
  json.end_object();
  context.record.further.push_back({.kind = Kind::PartOfCall,
                                    .event_source = audit::kSecretsManagerSource,
                                    .event_name = "GetSecretValue",
                                    .read_only = true,
                                    .request_parameters = parameters.view(),
                                    .resource = resource});
}

}  // namespace strongroom::ops::secretsmanager
