#include "secrets/secret_record.h"

#include "secrets/record_codec.h"

#include <limits>
#include <string>

namespace strongroom::secrets {
namespace {

// Stored: never change a number.
constexpr std::uint64_t kFormat = 1;
constexpr std::uint64_t kScheduledForDeletion = 1U << 0U;
constexpr std::uint64_t kHasExtras = 1U << 1U;
constexpr std::uint64_t kHasBindings = 1U << 2U;
constexpr std::uint64_t kCurrentBit = 1U << 0U;
constexpr std::uint64_t kPreviousBit = 1U << 1U;
constexpr std::uint64_t kPendingBit = 1U << 2U;
constexpr std::uint64_t kHasValue = 1U << 3U;

constexpr std::uint64_t kMaxDay = std::numeric_limits<Day>::max();

std::uint64_t bit_if(bool set, std::uint64_t bit) { return set ? bit : 0; }

void write_time(RecordWriter& out, Timestamp at) {
  out.number(static_cast<std::uint64_t>(milliseconds_of(at)));
}
Timestamp read_time(RecordReader& in) {
  return timestamp_of(static_cast<std::int64_t>(in.number()));
}

template <class Texts>
void write_texts(RecordWriter& out, const Texts& texts) {
  out.number(texts.size());
  for (const std::string& text : texts) out.text(text);
}

void write_version(RecordWriter& out, const Version& version) {
  const StagingLabels& labels = version.labels;
  out.text(version.id);
  out.number(bit_if(labels.contains(kCurrent), kCurrentBit) |
             bit_if(labels.contains(kPrevious), kPreviousBit) |
             bit_if(labels.contains(kPending), kPendingBit) |
             bit_if(version.value.has_value(), kHasValue));
  write_time(out, version.created);
  out.number(version.last_accessed);
  if (version.value) out.raw(*version.value);
  write_texts(out, labels.custom());
  write_texts(out, version.kms_key_ids);
}

void read_labels(RecordReader& in, std::uint64_t flags, StagingLabels& labels) {
  if ((flags & kCurrentBit) != 0) labels.add(kCurrent);
  if ((flags & kPreviousBit) != 0) labels.add(kPrevious);
  if ((flags & kPendingBit) != 0) labels.add(kPending);
  for (std::size_t left = in.count(); left > 0 && in.sound(); --left) {
    const std::size_t before = labels.custom().size();
    labels.add(in.text());
    in.require(labels.custom().size() == before + 1);  // custom, and not there twice
  }
}

Version read_version(RecordReader& in) {
  Version version;
  version.id = in.text();
  const std::uint64_t flags = in.number(kCurrentBit | kPreviousBit | kPendingBit | kHasValue);
  version.created = read_time(in);
  version.last_accessed = static_cast<Day>(in.number(kMaxDay));
  if ((flags & kHasValue) != 0) in.raw(version.value.emplace());
  read_labels(in, flags, version.labels);
  const std::size_t keys = in.count();
  version.kms_key_ids.reserve(keys);
  for (std::size_t i = 0; i < keys && in.sound(); ++i) version.kms_key_ids.emplace_back(in.text());
  return version;
}

bool has_bindings(const Secret::Extras& extras) {
  return extras.resource_policy && !extras.resource_policy->bindings().empty();
}

void write_extras(RecordWriter& out, const Secret::Extras& extras) {
  out.text(extras.description);
  out.text(extras.kms_key_id);
  out.text(extras.type);
  out.text(extras.resource_policy ? std::string_view(extras.resource_policy->text())
                                  : std::string_view());
  out.number(extras.tagged_once ? 1 : 0);
  out.number(extras.tags.size());
  for (const Tag& tag : extras.tags) {
    out.text(tag.key);
    out.text(tag.value);
  }
  if (!has_bindings(extras)) return;
  out.number(extras.resource_policy->bindings().size());
  for (const policy::PrincipalBinding& binding : extras.resource_policy->bindings()) {
    out.text(binding.arn);
    out.text(binding.id);
  }
}

std::vector<policy::PrincipalBinding> read_bindings(RecordReader& in) {
  std::vector<policy::PrincipalBinding> bindings;
  const std::size_t count = in.count();
  in.require(count != 0);  // otherwise the flag would be clear
  for (std::size_t i = 0; i < count && in.sound(); ++i) {
    policy::PrincipalBinding binding;
    binding.arn = in.text();
    binding.id = in.text();
    bindings.push_back(std::move(binding));
  }
  return bindings;
}

void read_extras(RecordReader& in, bool with_bindings, Secret::Extras& extras) {
  extras.description = in.text();
  extras.kms_key_id = in.text();
  extras.type = in.text();
  std::string resource_policy(in.text());
  extras.tagged_once = in.number(1) == 1;
  const std::size_t tags = in.count();
  extras.tags.reserve(tags);
  for (std::size_t i = 0; i < tags && in.sound(); ++i) {
    Tag tag;  // read in two steps: the order matters
    tag.key = in.text();
    tag.value = in.text();
    extras.tags.push_back(std::move(tag));
  }
  std::vector<policy::PrincipalBinding> bindings;
  if (with_bindings) bindings = read_bindings(in);
  in.require(!resource_policy.empty() || bindings.empty());
  if (!resource_policy.empty()) {
    extras.resource_policy =
        std::make_shared<const ResourcePolicy>(std::move(resource_policy), std::move(bindings));
  }
  in.require(extras != Secret::Extras{});  // otherwise the flag would be clear
}

}  // namespace

Bytes encode_secret(const Secret& secret) {
  const bool has_extras = secret.extras() != Secret::Extras{};
  RecordWriter out;
  out.number(kFormat);
  out.number(bit_if(secret.deletion.has_value(), kScheduledForDeletion) |
             bit_if(has_extras, kHasExtras) | bit_if(has_bindings(secret.extras()), kHasBindings));
  out.text(secret.partition.account);
  out.text(secret.partition.region);
  out.text(secret.name);
  out.raw(std::as_bytes(std::span(secret.suffix)));
  write_time(out, secret.created);
  write_time(out, secret.changed);
  if (secret.deletion) write_time(out, *secret.deletion);
  out.number(secret.last_accessed);
  out.number(secret.versions.size());
  for (const Version& version : secret.versions) write_version(out, version);
  if (has_extras) write_extras(out, secret.extras());
  return out.take();
}

Result<Secret> decode_secret(ByteView record) {
  RecordReader in(record);
  Secret secret;
  in.require(in.number() == kFormat);
  const std::uint64_t flags = in.number(kScheduledForDeletion | kHasExtras | kHasBindings);
  secret.partition.account = in.text();
  secret.partition.region = in.text();
  secret.name = in.text();
  in.raw(std::as_writable_bytes(std::span(secret.suffix)));
  secret.created = read_time(in);
  secret.changed = read_time(in);
  if ((flags & kScheduledForDeletion) != 0) secret.deletion = read_time(in);
  secret.last_accessed = static_cast<Day>(in.number(kMaxDay));
  const std::size_t versions = in.count();
  for (std::size_t i = 0; i < versions && in.sound(); ++i) {
    if (i == 0) secret.versions.reserve(std::min<std::size_t>(versions, 128));
    secret.versions.push_back(read_version(in));
  }
  const bool with_bindings = (flags & kHasBindings) != 0;
  in.require(!with_bindings || (flags & kHasExtras) != 0);
  if ((flags & kHasExtras) != 0) read_extras(in, with_bindings, secret.edit_extras());
  if (!in.finished()) return failure(ErrorCode::Internal, "A secret's record does not parse.");
  return secret;
}

}  // namespace strongroom::secrets
