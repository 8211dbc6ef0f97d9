#include "server/talk/branch_talk.hpp"

#include "lib/app/branch_codes.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/org_store.hpp"
#include "server/talk/branches.hpp"
#include "server/talk/health_words.hpp"
#include "server/talk/save_log.hpp"

namespace league::talk {
namespace {

constexpr int kLogs = 2;
constexpr std::size_t kTitle = 20;   // characters
constexpr std::size_t kWords = 60;   // characters
constexpr std::size_t kNames = 600;  // bytes
constexpr std::size_t kReason = 40;  // characters

}  // namespace

std::string BranchTalk::answer(const Turn& turn, std::string_view asked) {
    if (!turn.is_bound()) return phrases_.text("replies/bind", "needed");
    std::vector<OrgUnit> found = database_.read([&](ReadTransaction& tx) {
        return asked.empty() ? own_branches(tx, turn.actor)
                             : named_branches(tx, turn.actor, Verb::see_activities, words_, asked);
    });
    if (found.size() > 1) {
        const std::vector<OrgUnit> exact = units_named(words_, asked, found);
        if (exact.size() == 1) found = exact;
    }
    if (found.size() == 1) return state_of(turn, found.front());
    if (asked.empty() && found.empty()) return text("ask_name");
    return found.empty() ? text("unknown") : text("which", {{"names", names_within(phrases_, found, kNames)}});
}

std::optional<std::string> BranchTalk::scanned(const Turn& turn, const std::string& scene) {
    struct Found {
        OrgUnit unit;
        std::string above;
    };
    const auto found = database_.read([&](ReadTransaction& tx) -> std::optional<Found> {
        auto unit = unit_of_scene(tx, scene);
        if (!unit) return std::nullopt;
        const auto above = unit->parent ? OrgStore(tx).find(*unit->parent) : std::nullopt;
        return Found{*std::move(unit), above ? above->name : ""};
    });
    if (!found) return std::nullopt;
    if (may(turn.actor, Verb::log_activity, found->unit)) {
        return state_of(turn, found->unit) + "\n\n" + text("may_log");
    }
    if (may(turn.actor, Verb::see_activities, found->unit)) return state_of(turn, found->unit);
    return text("about", {{"unit", found->unit.name}, {"above", found->above}, {"bound", turn.is_bound() ? "1" : ""}});
}

std::string BranchTalk::state_of(const Turn& turn, const OrgUnit& unit) {
    const Actor& actor = turn.actor;
    const Figures figures = database_.read([&](ReadTransaction& tx) {
        return progress_.run_in(tx, actor, {unit.id.str(), Period(Month::of(tx.now()))}).totals;
    });
    std::string lines = text("head", {{"unit", unit.name},
                                      {"count", std::to_string(figures.activities)},
                                      {"present", std::to_string(figures.present)}});
    ListActivities::Input latest;
    latest.unit = unit.id.str();
    latest.limit = kLogs;
    const auto page = activities_.run(actor, latest);
    for (const ActivityRow& row : page.rows) {
        const Activity& log = row.activity;
        lines += "\n" + phrases_.text("replies/mine", "log." + std::string(to_string(log.state)),
                                      {{"day", SaveLog::day_of(log.content.started_at, turn.at)},
                                       {"title", text::shorten(log.content.title, kTitle)},
                                       {"reason", text::shorten(text::plain_line(log.return_reason), kReason)}});
    }
    if (page.rows.empty()) {
        lines += "\n" + text("no_log");
    } else {
        const ActivityContent& last = page.rows.front().activity.content;
        lines += "\n" + text("last", {{"expected", std::to_string(last.expected)},
                                      {"present", std::to_string(last.present)},
                                      {"words", text::shorten(text::plain_line(last.content), kWords)}});
    }
    if (const auto health = health_.find(actor, unit)) {
        lines += "\n" + health_in_full(phrases_, *health, health_.rules().alive);
    }
    return lines;
}

std::string BranchTalk::text(std::string_view key, const Values& values) const {
    return phrases_.text("replies/branch", key, values);
}

}  // namespace league::talk
