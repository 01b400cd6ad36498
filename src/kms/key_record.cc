#include "kms/key_record.h"

#include "keyring/byte_format.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::kms {
namespace {

// Stored: never change a number.
constexpr std::uint8_t kFirstFormat = 1;
constexpr std::uint8_t kSecondFormat = 2;
constexpr std::uint8_t kThirdFormat = 3;
constexpr std::uint8_t kFourthFormat = 4;
constexpr std::uint8_t kKeyFormat = 5;
constexpr std::uint8_t kAliasFormat = 2;
constexpr std::uint8_t kGrantFormat = 1;
constexpr std::uint8_t kUseFormat = 1;
constexpr std::uint8_t kTrackingFormat = 1;

constexpr std::array<std::string_view, 2> kOrigins = {kOwnOrigin, kExternalOrigin};

std::unexpected<Error> unsound() {
  return failure(ErrorCode::Internal, "A record of a KMS key can't be read.");
}

class Writer {
 public:
  explicit Writer(std::uint8_t format) { number(format); }

  template <class T>
  void number(T value) {
    keyring::append_number(out_, value);
  }
  void text(std::string_view value) { keyring::append_prefixed(out_, bytes_of(value)); }
  void bytes(ByteView value) { keyring::append_prefixed(out_, value); }
  /// 0: none.
  void time(std::optional<Timestamp> at) {
    number(at ? static_cast<std::uint64_t>(milliseconds_of(*at)) : std::uint64_t{0});
  }
  template <class List, class Write>
  void list(const List& items, Write write) {
    number(static_cast<std::uint16_t>(items.size()));
    for (const auto& item : items) write(item);
  }
  Bytes take() { return std::move(out_); }

 private:
  Bytes out_;
};

class Reader {
 public:
  explicit Reader(ByteView record) : reader_(record) {}

  template <class T>
  T number() {
    return reader_.number<T>();
  }
  std::string_view view() { return text_of(reader_.prefixed()); }
  std::string text() { return std::string(view()); }
  Bytes bytes() { return copy_of(reader_.prefixed()); }
  std::optional<Timestamp> time() {
    const auto at = static_cast<std::int64_t>(number<std::uint64_t>());
    return at == 0 ? std::nullopt : std::optional(timestamp_of(at));
  }
  /// An enumerator whose numbers go from `first` to `last`.
  template <class E>
  E one_of(E first, E last) {
    const auto value = number<std::uint8_t>();
    sound_ = sound_ && value >= static_cast<std::uint8_t>(first) &&
             value <= static_cast<std::uint8_t>(last);
    return static_cast<E>(value);
  }
  bool flag() { return one_of<std::uint8_t>(0, 1) == 1; }
  template <class Read>
  void list(Read read) {
    for (auto left = number<std::uint16_t>(); left > 0 && !reader_.failed(); --left) read();
  }
  void require(bool holds) { sound_ = sound_ && holds; }
  bool complete() const { return sound_ && reader_.complete(); }

 private:
  keyring::ByteReader reader_;
  bool sound_ = true;
};

void write(Writer& out, const GrantPrincipal& principal) {
  out.text(principal.arn);
  out.text(principal.identity);
}

GrantPrincipal principal(Reader& in) {
  std::string arn = in.text();
  return {.arn = std::move(arn), .identity = in.text()};
}

/// Of the first format there are keys of AWS alone, which rotate every year.
void read_first_format(Reader& in, Key& key) {
  key.aws_managed = in.flag();
  key.created = in.time().value_or(Timestamp());
  in.list([&] {
    key.generations.push_back(
        {.wrapped = in.bytes(), .since = key.created, .type = RotationType::First});
  });
}

void read_kind(Reader& in, Key& key) {
  const std::string_view spec = in.view();
  const KeyKind* const kind = find_kind(spec, in.view());
  const std::string_view origin = in.view();
  const auto* const known = std::ranges::find(kOrigins, origin);
  in.require(kind != nullptr && known != kOrigins.end());
  if (kind != nullptr) key.kind = kind;
  if (known != kOrigins.end()) key.origin = *known;
}

void read_policy(Reader& in, Key& key) {
  std::string text = in.text();
  std::vector<policy::PrincipalBinding> bindings;
  in.list([&] {
    std::string arn = in.text();
    bindings.push_back({.arn = std::move(arn), .id = in.text()});
  });
  if (!key.aws_managed) {
    key.policy = std::make_shared<const KeyPolicy>(std::move(text), std::move(bindings));
  }
}

void read_tags(Reader& in, Key& key) {
  in.list([&] {
    std::string name = in.text();
    key.tags.push_back({.key = std::move(name), .value = in.text()});
  });
}

void read_rotation(Reader& in, Key& key) {
  const std::chrono::days period(in.number<std::uint16_t>());
  const auto next = in.time();
  in.require((period.count() != 0) == next.has_value());
  if (next) key.rotation = Rotation{.period = period, .next = *next};
}

Imported read_imported(Reader& in) {
  Imported imported;
  const Bytes fingerprint = in.bytes();
  in.require(fingerprint.size() == imported.fingerprint.size());
  if (fingerprint.size() == imported.fingerprint.size()) {
    std::ranges::copy(fingerprint, imported.fingerprint.begin());
  }
  imported.valid_to = in.time();
  imported.description = in.text();
  return imported;
}

Generation read_generation(Reader& in, std::uint8_t format) {
  Bytes wrapped = in.bytes();
  const Timestamp since = in.time().value_or(Timestamp());
  Generation generation{.wrapped = std::move(wrapped),
                        .since = since,
                        .type = in.one_of(RotationType::First, RotationType::OnDemand)};
  if (format > kSecondFormat && in.flag()) generation.imported = read_imported(in);
  in.require(generation.present() || generation.imported);
  return generation;
}

/// Whether what it says of its Regions goes together.
bool has_sound_regions(const Key& key) {
  const bool waits = key.state == KeyState::PendingReplicaDeletion;
  return key.multi_region() == keyring::is_multi_region_id(key.id) &&
         waits == (key.deletion_window.count() != 0) && !(waits && key.replica());
}

/// Whether what it says of its material goes together.
bool has_sound_material(const Key& key) {
  const auto of_its_origin = [&](const Generation& generation) {
    return generation.imported.has_value() == key.external();
  };
  const bool can_wait = key.external() || key.complete();
  const bool can_be_used =
      key.complete() || (key.state != KeyState::Enabled && key.state != KeyState::Disabled);
  return can_wait && can_be_used && std::ranges::all_of(key.generations, of_its_origin) &&
         (!key.pending || (of_its_origin(*key.pending) && key.pending->present()));
}

void read_later_format(Reader& in, std::uint8_t format, Key& key) {
  key.aws_managed = in.flag();
  key.created = in.time().value_or(Timestamp());
  key.description = in.text();
  read_kind(in, key);
  key.state = in.one_of(KeyState::Enabled, KeyState::PendingReplicaDeletion);
  key.deletion = in.time();
  in.require(key.deletion.has_value() == (key.state == KeyState::PendingDeletion));
  read_policy(in, key);
  read_tags(in, key);
  read_rotation(in, key);
  in.list([&] { key.generations.push_back(read_generation(in, format)); });
  if (format > kSecondFormat && in.flag()) key.pending = read_generation(in, format);
  if (format > kThirdFormat) {
    key.primary_region = in.text();
    key.deletion_window = std::chrono::days(in.number<std::uint16_t>());
  }
  if (format > kFourthFormat) key.import_tokens = in.number<std::uint32_t>();
}

void write(Writer& out, const Generation& generation) {
  out.bytes(generation.wrapped);
  out.time(generation.since);
  out.number(static_cast<std::uint8_t>(generation.type));
  out.number(std::uint8_t{generation.imported.has_value()});
  if (!generation.imported) return;
  out.bytes(generation.imported->fingerprint);
  out.time(generation.imported->valid_to);
  out.text(generation.imported->description);
}

}  // namespace

Bytes encode(const Key& key) {
  Writer out(kKeyFormat);
  for (const std::string* part : {&key.account, &key.region, &key.id}) out.text(*part);
  out.number(std::uint8_t{key.aws_managed});
  out.time(key.created);
  out.text(key.description);
  out.text(key.kind->spec);
  out.text(name_of(key.kind->usage));
  out.text(key.origin);
  out.number(static_cast<std::uint8_t>(key.state));
  out.time(key.deletion);
  out.text(key.aws_managed ? std::string_view() : key.policy->text());
  const auto bindings =
      key.aws_managed ? std::vector<policy::PrincipalBinding>() : key.policy->bindings();
  out.list(bindings, [&](const policy::PrincipalBinding& binding) {
    out.text(binding.arn);
    out.text(binding.id);
  });
  out.list(key.tags, [&](const Tag& tag) {
    out.text(tag.key);
    out.text(tag.value);
  });
  out.number(static_cast<std::uint16_t>(key.rotation ? key.rotation->period.count() : 0));
  out.time(key.rotation ? std::optional(key.rotation->next) : std::nullopt);
  out.list(key.generations, [&](const Generation& generation) { write(out, generation); });
  out.number(std::uint8_t{key.pending.has_value()});
  if (key.pending) write(out, *key.pending);
  out.text(key.primary_region);
  out.number(static_cast<std::uint16_t>(key.deletion_window.count()));
  out.number(key.import_tokens);
  return out.take();
}

Bytes encode(const Alias& alias) {
  Writer out(kAliasFormat);
  for (const std::string* part : {&alias.account, &alias.region, &alias.name, &alias.target}) {
    out.text(*part);
  }
  out.time(alias.created);
  out.time(alias.updated);
  return out.take();
}

Bytes encode(const Grant& grant) {
  Writer out(kGrantFormat);
  for (const std::string* part :
       {&grant.account, &grant.region, &grant.key_id, &grant.id, &grant.name}) {
    out.text(*part);
  }
  out.time(grant.created);
  write(out, grant.grantee);
  write(out, grant.retiring.value_or(GrantPrincipal()));
  out.number(grant.operations);
  out.number(static_cast<std::uint8_t>(grant.constraint.kind));
  out.list(grant.constraint.pairs, [&](const auto& pair) {
    out.text(pair.first);
    out.text(pair.second);
  });
  return out.take();
}

Bytes encode(const LastUse& use) {
  Writer out(kUseFormat);
  const auto* const operation = std::ranges::find(kTrackedOperations, use.operation);
  out.number(static_cast<std::uint8_t>(operation - kTrackedOperations.begin()));
  out.time(use.at);
  out.text(use.event_id);
  out.text(use.request_id);
  return out.take();
}

Bytes encode_tracking_start(Timestamp at) {
  Writer out(kTrackingFormat);
  out.time(at);
  return out.take();
}

Result<Key> decode_key(ByteView record) {
  Reader in(record);
  const auto format = in.number<std::uint8_t>();
  if (format < kFirstFormat || format > kKeyFormat) return unsound();
  Key key;
  key.account = in.text();
  key.region = in.text();
  key.id = in.text();
  if (format == kFirstFormat) {
    read_first_format(in, key);
  } else {
    read_later_format(in, format, key);
  }
  if (!in.complete() || !keyring::key_uuid_of(key.id) || !has_sound_material(key) ||
      !has_sound_regions(key)) {
    return unsound();
  }
  if (key.aws_managed) {
    if (format == kFirstFormat) {
      key.rotation = Rotation{.period = kYear, .next = key.created + kYear};
      key.description = kSecretsManagerDescription;
    }
    key.policy = secrets_manager_key_policy(key.account, key.region);
  } else if (format == kFirstFormat) {
    return unsound();
  }
  return key;
}

Result<Alias> decode_alias(ByteView record) {
  Reader in(record);
  const auto format = in.number<std::uint8_t>();
  if (format != kFirstFormat && format != kAliasFormat) return unsound();
  Alias alias;
  for (std::string* part : {&alias.account, &alias.region, &alias.name, &alias.target}) {
    *part = in.text();
  }
  if (format == kAliasFormat) {
    alias.created = in.time();
    alias.updated = in.time();
  }
  if (!in.complete()) return unsound();
  return alias;
}

Result<Grant> decode_grant(ByteView record) {
  Reader in(record);
  if (in.number<std::uint8_t>() != kGrantFormat) return unsound();
  Grant grant;
  for (std::string* part : {&grant.account, &grant.region, &grant.key_id, &grant.id, &grant.name}) {
    *part = in.text();
  }
  grant.created = in.time().value_or(Timestamp());
  grant.grantee = principal(in);
  GrantPrincipal retiring = principal(in);
  if (!retiring.arn.empty()) grant.retiring = std::move(retiring);
  grant.operations = in.number<GrantOperations>();
  grant.constraint.kind = in.one_of(GrantConstraint::Kind::None, GrantConstraint::Kind::Subset);
  in.list([&] {
    std::string key = in.text();
    grant.constraint.pairs.emplace_back(std::move(key), in.text());
  });
  if (!in.complete() || !keyring::key_uuid_of(grant.key_id)) return unsound();
  return grant;
}

Result<LastUse> decode_last_use(ByteView record) {
  Reader in(record);
  if (in.number<std::uint8_t>() != kUseFormat) return unsound();
  const auto operation = in.number<std::uint8_t>();
  if (operation >= kTrackedOperations.size()) return unsound();
  LastUse use;
  use.operation = kTrackedOperations[operation];
  use.at = in.time().value_or(Timestamp());
  use.event_id = in.text();
  use.request_id = in.text();
  if (!in.complete()) return unsound();
  return use;
}

Result<Timestamp> decode_tracking_start(ByteView record) {
  Reader in(record);
  if (in.number<std::uint8_t>() != kTrackingFormat) return unsound();
  const Timestamp at = in.time().value_or(Timestamp());
  if (!in.complete()) return unsound();
  return at;
}

}  // namespace strongroom::kms
