#pragma once

#include "app/open_store.h"
#include "base/clock.h"
#include "base/result.h"
#include "iam/access_keys.h"
#include "iam/change.h"

#include <memory>
#include <optional>
#include <string_view>

namespace strongroom::app {

/// The operator's acts on accounts and their administrators, for a running server and for the store
/// of a stopped one. Each leaves an audit record, a refused one too, before it returns. What is
/// made is the administrator's access key; `principal` says whose it is. One thread at a time.
class Administration {
 public:
  /// `store` outlives this object.
  explicit Administration(OpenStore& store) : store_(store) {}

  /// The first administrator of `account`, which is made when it is not there. EntityAlreadyExists:
  /// there is an administrator.
  /// The account of a server's settings, when it is not there yet: it begins without anybody in it.
  Result<void> open_account(std::string_view account);
  Result<iam::AccessKeyPtr> make_first_administrator(std::string_view account);
  /// One more, whoever there is: for those who have lost the last key. For whoever has opened the
  /// store with the seal's secret. NoSuchEntity: there is no such account.
  Result<iam::AccessKeyPtr> make_administrator_anew(std::string_view account);
  /// A further account with its administrator. EntityAlreadyExists.
  Result<iam::AccessKeyPtr> make_account(std::string_view account);

 private:
  Result<iam::AccessKeyPtr> make(std::string_view act, std::string_view account,
                                 const Result<void>& may);
  /// Commits with the record of the act as its note, and writes the record; also of a refused one.
  template <class E>
  Result<std::shared_ptr<const E>> carry_out(std::string_view act, std::string_view account,
                                             std::string_view resource,
                                             Result<iam::Change<E>> change);

  OpenStore& store_;
};

/// Records an act that changes no record of the store. `error` is null for one that succeeded; `at`
/// is now, unless it was before the store was open. Unavailable.
Result<void> record_operator_act(const OpenStore& store, std::string_view act,
                                 std::string_view resource, const Error* error,
                                 std::optional<Timestamp> at = std::nullopt);

}  // namespace strongroom::app
