#include "http/response_encoder.h"

#include <fmt/format.h>
#include <time.h>

#include <array>
#include <charconv>
#include <iterator>

namespace strongroom::http {
namespace {

std::string_view reason_of(unsigned status) {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 413:
      return "Content Too Large";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    default:
      return "";  // RFC 9112 4: a client should ignore it
  }
}

void append_number(ArenaText& out, std::size_t number) {
  constexpr std::size_t kDigits = 20;
  char* const at = out.reserve(kDigits);
  out.commit(static_cast<std::size_t>(std::to_chars(at, at + kDigits, number).ptr - at));
}

void append_header(ArenaText& out, std::string_view name, std::string_view value) {
  out.append(name);
  out.append(": ");
  out.append(value);
  out.append("\r\n");
}

}  // namespace

std::string_view DateLine::at(std::time_t now) {
  if (now == second_) return line_;
  constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  line_ = fmt::format("Date: {}, {:02} {} {:04} {:02}:{:02}:{:02} GMT\r\n",
                      kDays.at(static_cast<std::size_t>(utc.tm_wday)), utc.tm_mday,
                      kMonths.at(static_cast<std::size_t>(utc.tm_mon)), utc.tm_year + 1900,
                      utc.tm_hour, utc.tm_min, utc.tm_sec);
  second_ = now;
  return line_;
}

constexpr std::string_view kNeverStore =
    "Cache-Control: no-cache, no-store, must-revalidate, private\r\nExpires: 0\r\nPragma: "
    "no-cache\r\n";

std::string_view encoded(const Response& response, Framing framing, std::string_view date_line,
                         Arena& arena) {
  constexpr std::size_t kFixedLines = 256;  // status line, names and the lines of constant length
  ArenaText out(arena, kFixedLines + response.content_type.size() + response.request_id.size() +
                           response.body.size());
  out.append("HTTP/1.1 ");
  append_number(out, response.status);
  out.append(' ');
  out.append(reason_of(response.status));
  out.append("\r\n");
  out.append(date_line);
  if (!response.content_type.empty()) append_header(out, "Content-Type", response.content_type);
  if (!response.request_id.empty()) append_header(out, "x-amzn-RequestId", response.request_id);
  if (response.never_store) out.append(kNeverStore);
  out.append("Content-Length: ");
  append_number(out, response.body.size());
  out.append("\r\n");
  if (!framing.keep_alive) {
    out.append("Connection: close\r\n");
  } else if (framing.http_1_0) {
    out.append("Connection: keep-alive\r\n");
  }
  out.append("\r\n");
  if (!framing.head) out.append(response.body);
  return out.view();
}

}  // namespace strongroom::http
