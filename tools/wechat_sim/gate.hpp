// The gate that every call to a WeChat interface passes: faults on order, method, access token, rights, quotas,
// JSON, then the interface itself; and the log of calls. The interfaces are tables in api/.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tools/wechat_sim/refusal.hpp"
#include "tools/wechat_sim/stage.hpp"

namespace league::sim {

enum class Method { get, post, any };
enum class Access { open, token };
enum class Side { both, official, mini };

/// What an interface sees. The stage's mutex is held.
struct Context {
    Stage& stage;
    const Call& call;
    AccountState* account = nullptr;  ///< of the access token; null for open interfaces
    Json body;                        ///< of a POST with JSON

    /// The account of the token; only for interfaces with Access::token.
    AccountState& own() const { return *account; }
    const SimLimits& limits() const { return stage.options.limits; }
    /// A member that is a text (or a number, as text); empty when absent or null. 47001 for anything else.
    std::string text(const char* name) const;
    long long integer(const char* name, long long otherwise) const;
};

/// Answers `{"errcode":0,"errmsg":"ok", ...}` with the members of `more`.
Answer done(Json more = Json::object());
std::string text_of(const Json& object, const char* name);
long long integer_of(const Json& object, const char* name, long long otherwise);
/// A member that must be true JSON boolean or 0/1; 47001 otherwise.
bool flag_of(const Json& object, const char* name, bool otherwise);

using Interface = Answer (*)(Context&);

struct Endpoint {
    std::string_view path;
    Method method;
    Access access;
    Side side;
    bool json_body;
    Interface run;
};

/// The interfaces of each file in api/.
std::vector<Endpoint> token_interfaces();
std::vector<Endpoint> login_interfaces();
std::vector<Endpoint> people_interfaces();
std::vector<Endpoint> security_interfaces();
std::vector<Endpoint> notice_interfaces();
std::vector<Endpoint> custom_interfaces();
std::vector<Endpoint> menu_interfaces();
std::vector<Endpoint> media_interfaces();
std::vector<Endpoint> draft_interfaces();
std::vector<Endpoint> publish_interfaces();
std::vector<Endpoint> mass_interfaces();
std::vector<Endpoint> robot_interfaces();

class Gate {
public:
    explicit Gate(Stage& stage);

    /// Always comes back with an answer, never throws. May be called from any thread; a delay on order blocks
    /// the calling thread and ends early when the simulator stops.
    Answer answer(const Call& call);

    /// The paths that have an interface.
    std::vector<std::string> paths() const;

private:
    Answer pass(const Call& call, LoggedCall& log);
    Answer refuse(const Refusal& refusal, LoggedCall& log);
    bool take_fault(const std::string& path, Fault& out);
    void wait(long long millis);

    Stage& stage_;
    std::unordered_map<std::string_view, Endpoint> endpoints_;
};

}  // namespace league::sim
