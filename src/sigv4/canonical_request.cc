#include "sigv4/canonical_request.h"

#include "base/encoding.h"
#include "sigv4/presigned_query.h"
#include "sigv4/signed_headers.h"

#include <algorithm>
#include <array>
#include <memory_resource>
#include <tuple>
#include <vector>

namespace strongroom::sigv4 {
namespace {

constexpr std::string_view kMask = "...";
constexpr std::string_view kUpperHex = "0123456789ABCDEF";

constexpr std::array<bool, 256> kUnreserved = [] {
  std::array<bool, 256> unreserved{};
  for (std::size_t c = 'A'; c <= 'Z'; ++c) unreserved[c] = true;
  for (std::size_t c = 'a'; c <= 'z'; ++c) unreserved[c] = true;
  for (std::size_t c = '0'; c <= '9'; ++c) unreserved[c] = true;
  for (const char c : std::string_view("-_.~")) unreserved[static_cast<unsigned char>(c)] = true;
  return unreserved;
}();

/// Writes at most three characters for each of `text`, and returns how many in all.
std::size_t write_encoded(std::string_view text, char* to) {
  char* const begin = to;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (kUnreserved[byte]) {
      *to++ = c;
    } else {
      *to++ = '%';
      *to++ = kUpperHex[byte >> 4];
      *to++ = kUpperHex[byte & 15];
    }
  }
  return static_cast<std::size_t>(to - begin);
}

std::string_view reencoded(std::string_view text, Arena& arena) {
  const std::string_view plain = percent_decoded(text, arena);
  auto* const memory = reinterpret_cast<char*>(arena.bytes(3 * plain.size()).data());
  return {memory, write_encoded(plain, memory)};
}

void append_query(std::string_view query, bool presigned, CanonicalForm form, Arena& arena,
                  ArenaText& out) {
  std::pmr::vector<RawParameter> parameters(&arena);
  while (!query.empty()) {
    const RawParameter parameter = take_parameter(query);
    const bool token = parameter.name == "X-Amz-Security-Token";
    if (parameter.name.empty() || (presigned && parameter.name == "X-Amz-Signature") ||
        (token && form.query_without_token)) {
      continue;
    }
    parameters.push_back(
        {.name = reencoded(parameter.name, arena),
         .value = token && form.token_masked ? kMask : reencoded(parameter.value, arena)});
  }
  // By name, then by value: the joined text would sort `a-b=` before `a=`.
  std::ranges::sort(parameters, {},
                    [](const RawParameter& p) { return std::tie(p.name, p.value); });
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (i > 0) out.append('&');
    out.append(parameters[i].name);
    out.append('=');
    out.append(parameters[i].value);
  }
}

/// Trimmed, and each run of white space as one space.
void append_value(std::string_view value, ArenaText& out) {
  char* const begin = out.reserve(value.size());
  char* end = begin;
  bool space = false;
  for (const char c : value) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      space = end != begin;
      continue;
    }
    if (space) *end++ = ' ';
    space = false;
    *end++ = c;
  }
  out.commit(static_cast<std::size_t>(end - begin));
}

std::string_view without_port(std::string_view host) { return host.substr(0, host.rfind(':')); }

void append_header(std::string_view name, const SignableRequest& request, CanonicalForm form,
                   ArenaText& out) {
  out.append(name);
  char separator = ':';
  for (const Header& header : request.headers) {
    if (!names_header(header.name, name)) continue;
    out.append(separator);
    separator = ',';
    if (form.token_masked && name == "x-amz-security-token") {
      out.append(kMask);
    } else {
      const bool cut = form.host_without_port && name == "host";
      append_value(cut ? without_port(header.value) : header.value, out);
    }
  }
  out.append('\n');
}

}  // namespace

void append_hex(ByteView bytes, ArenaText& out) {
  encode_hex(bytes, out.reserve(2 * bytes.size()));
  out.commit(2 * bytes.size());
}

void append_canonical_path(std::string_view path, Arena& arena, ArenaText& out) {
  std::pmr::vector<std::string_view> segments(&arena);
  bool folder = true;  // Ends in a slash.
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    folder = end < path.size() || segment == "." || segment == "..";
    path.remove_prefix(std::min(end + 1, path.size()));
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (!segment.empty() && segment != ".") {
      segments.push_back(segment);
    }
  }
  for (const std::string_view segment : segments) {
    out.append('/');
    out.commit(write_encoded(segment, out.reserve(3 * segment.size())));
  }
  if (folder || segments.empty()) out.append('/');
}

std::string_view canonical_request(const SignableRequest& request, const Signature& signature,
                                   std::string_view payload_hash, CanonicalForm form,
                                   Arena& arena) {
  ArenaText out(arena);
  out.append(request.method);
  out.append('\n');
  append_canonical_path(request.target.substr(0, request.target.find('?')), arena, out);
  out.append('\n');
  append_query(query_of(request.target), signature.form == Signature::Form::Query, form, arena,
               out);
  out.append('\n');
  for (std::string_view rest = signature.signed_headers; !rest.empty();) {
    append_header(take_name(rest), request, form, out);
  }
  out.append('\n');
  out.append(signature.signed_headers);
  out.append('\n');
  out.append(payload_hash);
  return out.view();
}

}  // namespace strongroom::sigv4
