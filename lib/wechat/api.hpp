// One call to WeChat, whatever it is for: adds the token, tells the outcomes apart, repeats once with a fresh
// token when the first was not accepted (wechat-api 2.2, 8.5). WechatClient says what is called.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/account.hpp"
#include "lib/http/client.hpp"
#include "lib/wechat/message_tree.hpp"
#include "lib/wechat/outcome.hpp"
#include "lib/wechat/token.hpp"

namespace league::wechat {

/// What metrics and the log may know of a call; holds no secret and no openid.
struct CallRecord {
    std::string account;
    std::string path;
    std::string_view outcome;  ///< Outcome::word()
    long long errcode = 0;
    std::string rid;
    std::string why;  ///< of unknown and not_sent
    std::chrono::microseconds elapsed{};
};
/// Called after each call, from the calling thread; must not throw.
using CallObserver = std::function<void(const CallRecord&)>;

/// May the same request be made again when it may have arrived?
enum class Repeat { safe, never };

struct ApiCall {
    std::string path;
    http::Query query;                  ///< without the token
    std::optional<std::string> json;    ///< body of a POST
    std::vector<http::FormPart> parts;  ///< body of a multipart POST
    Repeat repeat = Repeat::safe;
    bool with_token = true;
    Secret key = {};                        ///< of a group robot, in the token's place; hidden like a token
    bool bytes_wanted = false;              ///< an answer that is no JSON is the success
    std::vector<long long> also_done = {};  ///< errcodes that are answers too
};

struct ApiAnswer {
    long long errcode = 0;  ///< 0, or one of also_done
    MessageNode fields;     ///< of a JSON answer
    std::string bytes;      ///< of any other
    std::string content_type;
};

/// All calls may be made from any thread.
class Api {
public:
    Api(const WechatAccount& account, http::HttpClient& http, TokenSource& tokens, CallObserver observer);
    /// For calls without a token; `name` stands for the account in a CallRecord.
    Api(std::string name, http::HttpClient& http, CallObserver observer);

    Outcome<ApiAnswer> call(const ApiCall& call);

    const WechatAccount& account() const { return account_; }

private:
    Outcome<ApiAnswer> call_with_token(const ApiCall& call);
    Outcome<ApiAnswer> attempt(const ApiCall& call, const Secret* token);
    http::HttpResult send(const ApiCall& call, const Secret* token);

    WechatAccount account_;
    http::HttpClient& http_;
    TokenSource* tokens_ = nullptr;
    CallObserver observer_;
};

}  // namespace league::wechat
