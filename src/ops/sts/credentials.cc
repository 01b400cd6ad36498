#include "ops/sts/credentials.h"

#include "base/bytes.h"

#include <utility>

namespace strongroom::ops::sts {

Credentials credentials_of(iam::Sessions::Issued issued) {
  const iam::Session& session = *issued.session;
  return {.access_key_id = session.access_key_id,
          .secret_access_key = text_of(session.secret.reveal()),
          .session_token = std::move(issued.token.text),
          .expiration = session.expires,
          .session = std::move(issued.session)};
}

std::optional<std::int64_t> packed_policy_size(const iam::Sessions::Issued& issued) {
  if (!issued.session->has_packed_parts()) return std::nullopt;
  return issued.token.packed_percentage;
}

}  // namespace strongroom::ops::sts
