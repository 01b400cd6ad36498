#include "app/administration.h"

#include "app/operator_event.h"
#include "audit/event.h"
#include "base/arena.h"
#include "base/sync_wait.h"
#include "iam/access_keys.h"
#include "iam/account_changes.h"
#include "iam/administrator.h"
#include "wire/error_names.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

namespace strongroom::app {
namespace {

void note_error(audit::Event& event, const Error& error) {
  event.error_code = wire::error_name(wire::Service::Iam, error.code()).name;
  event.error_message = error.message();
}

std::unexpected<Error> no_such_account(std::string_view account) {
  return failure(ErrorCode::NoSuchEntity, fmt::format("there is no account {}.", account));
}

}  // namespace

template <class E>
Result<std::shared_ptr<const E>> Administration::carry_out(std::string_view act,
                                                           std::string_view account,
                                                           std::string_view resource,
                                                           Result<iam::Change<E>> change) {
  Arena arena;
  audit::Event event = operator_event(act, store_.clock->now(), arena);
  event.account = account;
  event.resources = operator_resource(resource, arena);
  std::string_view line = audit::line_of(event, arena);
  auto made = sync_wait(store_.identity->commit(std::move(change), copy_of(bytes_of(line))));
  if (!made) {
    note_error(event, made.error());
    line = audit::line_of(event, arena);
  }
  SR_CHECK(sync_wait(store_.audit->append(line)));
  if (!made) return std::unexpected(std::move(made).error());
  store_.sealed->release_notes(std::array{made->revision});
  return std::move(made->result);
}

Result<void> Administration::open_account(std::string_view account) {
  if (store_.identity->directory().account(account)) return {};
  SR_CHECK(carry_out("CreateAccount", account, iam::root_of(account).arn,
                     iam::create_account(store_.identity->basis(store_.clock->now()), account)));
  return {};
}

Result<iam::AccessKeyPtr> Administration::make_first_administrator(std::string_view account) {
  const iam::UserPtr there = iam::find_administrator(store_.identity->directory(), account);
  Result<void> may;
  if (there) {
    may = failure(ErrorCode::EntityAlreadyExists,
                  fmt::format("account {} has an administrator already, the user {}. If the key is "
                              "lost, stop the server and run 'strongroom init --recover'.",
                              account, there->name));
  }
  return make("Init", account, may);
}

Result<iam::AccessKeyPtr> Administration::make_administrator_anew(std::string_view account) {
  const bool there = store_.identity->directory().account(account) != nullptr;
  return make("RecoverAdministrator", account,
              there ? Result<void>() : Result<void>(no_such_account(account)));
}

Result<iam::AccessKeyPtr> Administration::make_account(std::string_view account) {
  Result<void> may;
  if (store_.identity->directory().account(account)) {
    may =
        failure(ErrorCode::EntityAlreadyExists, fmt::format("account {} exists already.", account));
  }
  return make("CreateAccount", account, may);
}

Result<iam::AccessKeyPtr> Administration::make(std::string_view act, std::string_view account,
                                               const Result<void>& may) {
  Result<iam::Change<iam::AccessKey>> change =
      may ? iam::create_administrator(store_.identity->basis(store_.clock->now()), account)
          : std::unexpected(may.error());
  const std::string arn = change ? change->result->principal.arn : "";
  return carry_out(act, account, arn, std::move(change));
}

Result<void> record_operator_act(const OpenStore& store, std::string_view act,
                                 std::string_view resource, const Error* error,
                                 std::optional<Timestamp> at) {
  Arena arena;
  audit::Event event = operator_event(act, at.value_or(store.clock->now()), arena);
  event.resources = operator_resource(resource, arena);
  if (error != nullptr) note_error(event, *error);
  return sync_wait(store.audit->append(audit::line_of(event, arena)));
}

}  // namespace strongroom::app
