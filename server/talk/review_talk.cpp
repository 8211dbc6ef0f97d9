#include "server/talk/review_talk.hpp"

#include <algorithm>

#include "lib/app/load_actor.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/org_store.hpp"
#include "server/talk/save_log.hpp"

namespace league::talk {
namespace {

// As much as fits one message: 2048 bytes (wechat-api 1.7).
constexpr int kMostShown = 8;
constexpr std::size_t kTitle = 16;     // characters
constexpr std::size_t kUnit = 12;      // characters
constexpr std::size_t kContent = 300;  // characters
constexpr std::size_t kReason = 60;    // characters

bool reviews(const RoleGrant& grant) {
    return role_allows(grant.role, Verb::review_activity);
}

bool may_review(const Actor& actor, const ActivityRow& row) {
    return std::any_of(actor.roles.begin(), actor.roles.end(),
                       [&](const RoleGrant& grant) { return reviews(grant) && grant.path.contains(row.unit_path); });
}

bool reviews_anything(const Actor& actor) {
    return std::any_of(actor.roles.begin(), actor.roles.end(), reviews);
}

}  // namespace

std::string ReviewTalk::show(const Turn& turn, std::string_view asked) {
    if (!turn.is_bound()) return parts_.phrases.text("replies/bind", "needed");
    if (!reviews_anything(turn.actor)) return text("not_yours");
    const auto number = number_and_rest(parts_.words, asked);
    if (!number) return list(turn);
    try {
        auto kept = parts_.lists.find(turn);
        if (!kept) return text("gone") + "\n" + list(turn);
        ReviewList::Entry* entry = kept->find(number->first);
        if (entry == nullptr) return text("no_such_number", {{"list", std::to_string(number->first)}});
        const auto row =
            parts_.database.read([&](ReadTransaction& tx) { return ActivityStore(tx).find_row(entry->id); });
        if (!row || !may_review(turn.actor, *row)) return list(turn);
        entry->revision = row->activity.revision;
        parts_.lists.save(turn, *kept);
        const ActivityContent& content = row->activity.content;
        return text("detail", {{"line", line(number->first, *row, turn.at)},
                               {"number", std::to_string(number->first)},
                               {"place", content.place},
                               {"words", text::shorten(content.content, kContent)},
                               {"photos", content.photos.empty() ? "" : std::to_string(content.photos.size())}});
    } catch (const CacheDown&) {
        return list(turn);
    }
}

std::string ReviewTalk::accept(const Turn& turn, std::string_view typed) {
    if (!turn.is_bound()) return parts_.phrases.text("replies/bind", "needed");
    if (!reviews_anything(turn.actor)) return text("not_yours");
    const auto numbers = numbers_in(parts_.words, typed);
    if (!numbers || numbers->empty()) return text("no_number");
    try {
        auto kept = parts_.lists.find(turn);
        return kept ? told(turn, *kept, *numbers, {}) : list_instead(turn, text("gone"));
    } catch (const CacheDown&) {
        return list_instead(turn, "");
    }
}

std::string ReviewTalk::ask_all(const Turn& turn) {
    if (!turn.is_bound()) return parts_.phrases.text("replies/bind", "needed");
    if (!reviews_anything(turn.actor)) return text("not_yours");
    std::string shown = list(turn);
    try {
        auto kept = parts_.lists.find(turn);
        if (!kept || kept->entries.empty()) return shown;
        kept->all_asked = true;
        parts_.lists.save(turn, *kept);
        return shown + "\n\n" + text("ask_all", {{"count", std::to_string(kept->entries.size())}});
    } catch (const CacheDown&) {
        return shown;
    }
}

std::string ReviewTalk::confirm_all(const Turn& turn) {
    if (!turn.is_bound()) return parts_.phrases.text("replies/bind", "needed");
    if (!reviews_anything(turn.actor)) return text("not_yours");
    try {
        auto kept = parts_.lists.find(turn);
        if (!kept) return list_instead(turn, text("gone"));
        if (!kept->all_asked) return text("not_asked");
        std::vector<int> numbers;
        for (std::size_t i = 1; i <= kept->entries.size(); ++i) numbers.push_back(static_cast<int>(i));
        Order order;
        order.all = true;
        return told(turn, *kept, numbers, order);
    } catch (const CacheDown&) {
        return list_instead(turn, "");
    }
}

std::string ReviewTalk::give_back(const Turn& turn, std::string_view typed) {
    if (!turn.is_bound()) return parts_.phrases.text("replies/bind", "needed");
    if (!reviews_anything(turn.actor)) return text("not_yours");
    const auto number = number_and_rest(parts_.words, typed);
    if (!number) return text("no_number_back");
    if (number->second.empty()) return text("no_reason", {{"number", std::to_string(number->first)}});
    try {
        auto kept = parts_.lists.find(turn);
        if (!kept) return list_instead(turn, text("gone"));
        Order order;
        order.verdict = ReviewVerdict::return_to_branch;
        order.reason = number->second;
        return told(turn, *kept, {number->first}, order);
    } catch (const CacheDown&) {
        return list_instead(turn, "");
    }
}

std::string ReviewTalk::list_instead(const Turn& turn, const std::string& why) {
    const std::string shown = (why.empty() ? "" : why + "\n") + list(turn);
    return parts_.effects.once(turn, [&](Transaction&) { return shown; });
}

std::vector<OrgUnit> ReviewTalk::units(ReadTransaction& tx, const Actor& actor) const {
    std::vector<OrgUnit> found;
    for (const RoleGrant& grant : actor.roles) {
        if (!reviews(grant)) continue;
        const bool covered = std::any_of(found.begin(), found.end(),
                                         [&](const OrgUnit& unit) { return unit.path.contains(grant.path); });
        auto unit = OrgStore(tx).find(grant.unit);
        if (!covered && unit) found.push_back(*std::move(unit));
    }
    return found;
}

long long ReviewTalk::waiting(ReadTransaction& tx, const Actor& actor) const {
    long long count = 0;
    for (const OrgUnit& unit : units(tx, actor)) count += ActivityStore(tx).count_to_review(unit.path);
    return count;
}

std::vector<ActivityRow> ReviewTalk::oldest(const Turn& turn) {
    std::vector<ActivityRow> rows;
    for (const OrgUnit& unit : parts_.database.read([&](ReadTransaction& tx) { return units(tx, turn.actor); })) {
        ListActivities::Input input;
        input.unit = unit.id.str();
        input.state = ActivityState::submitted;
        input.limit = kMostShown;
        ActivityPage page = parts_.activities.run(turn.actor, input);
        if (page.total > kMostShown) {
            input.offset = static_cast<int>(std::min(page.total - kMostShown, 100000LL));
            page = parts_.activities.run(turn.actor, input);
        }
        rows.insert(rows.end(), page.rows.rbegin(), page.rows.rend());
    }
    if (rows.size() > kMostShown) rows.resize(kMostShown);
    return rows;
}

std::string ReviewTalk::list(const Turn& turn) {
    const std::vector<ActivityRow> rows = oldest(turn);
    ReviewList fresh;
    for (const ActivityRow& row : rows) fresh.entries.push_back({row.activity.id, row.activity.revision});
    bool is_kept = true;
    try {
        parts_.lists.save(turn, fresh);
    } catch (const CacheDown&) {
        is_kept = false;
    }
    if (rows.empty()) return text("none");
    const long long all = parts_.database.read([&](ReadTransaction& tx) { return waiting(tx, turn.actor); });
    const bool has_more = all > static_cast<long long>(rows.size());
    std::string lines =
        text("head", {{"count", std::to_string(all)}, {"shown", has_more ? std::to_string(rows.size()) : ""}});
    for (std::size_t i = 0; i < rows.size(); ++i) lines += "\n" + line(static_cast<int>(i) + 1, rows[i], turn.at);
    return lines + "\n\n" + text(is_kept ? "how" : "away");
}

std::string ReviewTalk::told(const Turn& turn, ReviewList& list, const std::vector<int>& numbers, const Order& order) {
    const ReviewList shown = list;
    std::string answer = parts_.effects.once(turn, [&](Transaction& tx) {
        list = shown;  // a second run judges by what the person was shown, not by what the first one told
        return decide(tx, turn, list, numbers, order);
    });
    list.all_asked = false;
    try {
        parts_.lists.save(turn, list);
    } catch (const CacheDown&) {
        // What was decided is decided; a changed log is shown once more the next time.
    }
    return answer;
}

std::string ReviewTalk::decide(Transaction& tx, const Turn& turn, ReviewList& list, const std::vector<int>& numbers,
                               const Order& order) const {
    const Actor actor = actor_now(tx, turn.actor);
    Told told;
    std::string unknown;
    for (const int number : numbers) {
        if (ReviewList::Entry* entry = list.find(number)) {
            decide_one(tx, actor, number, *entry, order, told);
        } else {
            unknown += (unknown.empty() ? "" : parts_.phrases.text("replies/form", "between")) + std::to_string(number);
        }
    }
    std::vector<std::string> lines;
    if (!told.done.empty()) {
        std::string titles;
        for (const std::string& title : told.done) titles += "\n" + title;
        const bool accepted = order.verdict == ReviewVerdict::accept;
        lines.push_back(text(accepted ? "accepted" : "returned", {{"count", std::to_string(told.done.size())},
                                                                  {"list", titles},
                                                                  {"reason", text::shorten(order.reason, kReason)}}));
    }
    lines.insert(lines.end(), told.lines.begin(), told.lines.end());
    if (!unknown.empty()) lines.push_back(text("no_such_number", {{"list", unknown}}));
    if (const long long left = waiting(tx, actor); left > 0) {
        lines.push_back(text("left", {{"count", std::to_string(left)}}));
    }
    std::string answer;
    for (const std::string& one : lines) answer += (answer.empty() ? "" : "\n") + one;
    return answer.empty() ? text("none") : answer;
}

void ReviewTalk::decide_one(Transaction& tx, const Actor& actor, int number, ReviewList::Entry& entry,
                            const Order& order, Told& told) const {
    const auto refuse = [&](const Problem& problem) {
        told.lines.push_back(
            text("refused", {{"number", std::to_string(number)},
                             {"why", problem.errors().empty() ? parts_.phrases.explain(problem, {{"request_id", ""}})
                                                              : faults_in_words(parts_.phrases, problem)}}));
    };
    const auto row = ActivityStore(tx).find_row(entry.id);
    if (!row || !may_review(actor, *row)) return refuse(Problem(ProblemCode::not_allowed, "not_allowed"));
    const Activity& log = row->activity;
    const std::string title = text::shorten(text::plain_line(log.content.title), kTitle);
    if (log.state != ActivityState::submitted) {
        if (order.all) return;
        const std::string state(to_string(log.state));
        told.lines.push_back(
            text("decided_before",
                 {{"number", std::to_string(number)}, {"title", title}, {"state", text("state." + state)}}));
        return;
    }
    if (log.revision != entry.revision) {
        entry.revision = log.revision;
        told.lines.push_back(
            text("changed", {{"number", std::to_string(number)}, {"line", line(number, *row, tx.now())}}));
        return;
    }
    try {
        parts_.review.run_in(tx, actor, {entry.id, order.verdict, order.reason, entry.revision});
    } catch (const Problem& problem) {
        if (problem.code() == ProblemCode::busy || problem.code() == ProblemCode::no_space) throw;
        return refuse(problem);
    }
    told.done.push_back(text("done_line", {{"number", std::to_string(number)}, {"title", title}}));
}

std::string ReviewTalk::line(int number, const ActivityRow& row, Instant now) const {
    const ActivityContent& content = row.activity.content;
    return text("line", {{"number", std::to_string(number)},
                         {"day", SaveLog::day_of(content.started_at, now)},
                         {"unit", text::shorten(row.unit_short_name, kUnit)},
                         {"kind", row.kind_label},
                         {"title", text::shorten(text::plain_line(content.title), kTitle)},
                         {"expected", std::to_string(content.expected)},
                         {"present", std::to_string(content.present)}});
}

std::string ReviewTalk::text(std::string_view key, const Values& values) const {
    return parts_.phrases.text("replies/review", key, values);
}

}  // namespace league::talk
