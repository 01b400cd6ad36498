#pragma once

#include "base/http_client.h"

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::remote {

/// For tests: answers requests one after another with what was laid out, and keeps them.
class ScriptedHttp final : public HttpClient {
 public:
  struct Script {
    std::deque<HttpResult> answers;
    std::vector<HttpRequest> requests;

    void answer(unsigned status, std::string_view body) {
      answers.emplace_back(
          HttpResponse{.status = status, .headers = {}, .body = WipedString(body)});
    }
    void fail(HttpFailure::Kind kind) {
      answers.emplace_back(std::unexpected(HttpFailure{.kind = kind, .detail = "no answer"}));
    }
  };

  /// `script` outlives this object.
  explicit ScriptedHttp(Script& script) : script_(script) {}

  Task<HttpResult> send(HttpRequest request) override {
    script_.requests.push_back(std::move(request));
    if (script_.answers.empty()) {
      co_return std::unexpected(
          HttpFailure{.kind = HttpFailure::Kind::NotAllowed, .detail = "not in the script"});
    }
    HttpResult result = std::move(script_.answers.front());
    script_.answers.pop_front();
    co_return result;
  }

 private:
  Script& script_;
};

}  // namespace strongroom::remote
