#pragma once

#include "base/encoding.h"

#include <boost/json.hpp>

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace strongroom::crypto {

/// For tests: the bytes that are written in hexadecimal digits.
inline Bytes hex(std::string_view digits) { return bytes_of_hex(digits).value(); }

inline Bytes hex(const boost::json::object& from, std::string_view name) {
  return hex(from.at(name).as_string());
}

/// For tests: calls `visit(group, test)`, two JSON objects, for each case of a file in
/// tests/vectors/wycheproof.
template <class Visit>
void for_each_wycheproof_case(const std::string& file, Visit visit) {
  std::ifstream in(std::string(STRONGROOM_VECTORS "/wycheproof/") + file);
  std::ostringstream text;
  text << in.rdbuf();
  const boost::json::value document = boost::json::parse(text.str());
  for (const auto& group : document.at("testGroups").as_array()) {
    for (const auto& test : group.at("tests").as_array())
      visit(group.as_object(), test.as_object());
  }
}

}  // namespace strongroom::crypto
