#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "iam/access_keys.h"
#include "iam/entities.h"

#include <variant>

namespace strongroom::iam {

/// One stored thing of this room. Things that another record guards alone (an alias' place) are
/// monostate.
using StoredThing =
    std::variant<std::monostate, AccountPtr, UserPtr, GroupPtr, RolePtr, ManagedPolicyPtr,
                 OidcProviderPtr, AccessKeyPtr, std::shared_ptr<const LastUse>>;

// Records before the barrier seals them (docs/formats/iam-records.md). The first byte is the
// format's version; never change what a version means.
Bytes encode(const Account& account);
Bytes encode(const User& user);
Bytes encode(const Group& group);
Bytes encode(const Role& role);
Bytes encode(const ManagedPolicy& policy);
Bytes encode(const OidcProvider& provider);
Bytes encode(const AccessKey& key);
Bytes encode(const LastUse& use);
/// The account that has the alias.
Bytes encode_alias(std::string_view account);

/// Whether `table` is one of this room's.
bool is_iam_table(keyring::Table table);

/// The thing that lies under `key`, which says by its table what it is. An access key comes without
/// its owner's ARN. Policy texts come from `pool`. Internal: unknown version, another room's table,
/// or bytes that do not parse; any bytes may be given.
Result<StoredThing> decode_thing(const StoreKey& key, store::Revision revision, ByteView record,
                                 PolicyPool& pool);

}  // namespace strongroom::iam
