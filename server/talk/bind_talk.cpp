#include "server/talk/bind_talk.hpp"

#include <optional>

#include "lib/base/cache.hpp"
#include "lib/platform/log.hpp"

namespace league::talk {
namespace {

constexpr std::string_view kInviteScene = "invite:";

std::optional<std::string> invite_in(const std::string& scene) {
    if (!scene.starts_with(kInviteScene)) return std::nullopt;
    return scene.substr(kInviteScene.size());
}

}  // namespace

std::string BindTalk::answer(const Turn& turn, const std::string& code) {
    return code.empty() ? text(turn.is_bound() ? "bound_already" : "ask_code") : bind(turn, code);
}

std::string BindTalk::followed(const Turn& turn, const std::string& scene) {
    const auto invite = invite_in(scene);
    if (!invite) return welcome(turn);
    try {
        return bind(turn, *invite);
    } catch (const Problem& problem) {
        // A poster with a used invite still gains a follower: say what is wrong, and welcome him.
        if (problem.code() == ProblemCode::internal) throw;
        return phrases_.explain(problem, {{"request_id", ""}}) + "\n\n" + welcome(turn);
    }
}

std::string BindTalk::scanned(const Turn& turn, const std::string& scene) {
    const auto invite = invite_in(scene);
    return invite ? bind(turn, *invite) : welcome(turn);
}

std::string BindTalk::bind(const Turn& turn, const std::string& code) {
    try {
        limits_.check_invite(turn.identity, /*address=*/"");
    } catch (const CacheDown&) {
        // Binding goes on without Redis; eight characters are not found by trying for the while that it is away.
        log::warning("invite attempts are not counted while Redis is away");
    }
    return effects_.once(turn, [&](Transaction& tx) {
        const auto bound = bind_.bind(tx, {turn.identity, code, /*address=*/""});
        return text(bound.repeated ? "repeated" : "done", {{"name", bound.user.name},
                                                           {"unit", bound.unit.name},
                                                           {"role", text("role." + std::string(to_string(bound.role)))},
                                                           {"logs", bound.role == Role::branch_secretary ? "1" : ""}});
    });
}

std::string BindTalk::welcome(const Turn& turn) const {
    return text(turn.is_bound() ? "welcome_back" : "welcome");
}

std::string BindTalk::text(std::string_view key, const Values& values) const {
    return phrases_.text("replies/bind", key, values);
}

}  // namespace league::talk
