#include "base/http_client.h"

#include <algorithm>

namespace strongroom {

std::string_view HttpResponse::header(std::string_view lower_case_name) const {
  const auto found = std::ranges::find(headers, lower_case_name, &HttpField::name);
  return found == headers.end() ? std::string_view() : found->value;
}

}  // namespace strongroom
