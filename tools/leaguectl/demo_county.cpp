#include "tools/leaguectl/demo_county.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "lib/app/bind_by_invite.hpp"
#include "lib/app/create_invite.hpp"
#include "lib/app/import_orgs.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/meet_identity.hpp"
#include "lib/app/review_activity.hpp"
#include "lib/app/submit_activity.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/org_store.hpp"
#include "tools/leaguectl/demo_cache.hpp"
#include "tools/leaguectl/demo_work.hpp"

namespace league::ctl {
namespace {

constexpr const char* kWords = "demo";

/// Its diligence is the chance that a branch of it holds an activity in a month.
using Township = DemoWork::Township;

struct BranchSeat {
    OrgUnit unit;
    std::size_t township = 0;
    double diligence = 0;
    int members = 0;
    std::optional<IdentityId> secretary;
    Instant from{};  ///< no activity before
    bool waits_for_visitor = false;
    bool logged_this_month = false;
};

/// What will be logged: planned ahead so that each day's logs share a transaction.
struct Plan {
    std::size_t branch = 0;
    Instant started_at;
    std::string kind;
};

}  // namespace

struct DemoCounty::Maker {
    DemoCounty& demo;
    const Instant present;
    DemoDice dice;
    NoCache cache;
    RateLimits limits;
    std::vector<Township> townships;
    std::vector<BranchSeat> branches;
    IdentityId officer;
    DemoAgenda agenda;
    DemoResult result;

    explicit Maker(DemoCounty& owner)
        : demo(owner),
          present(owner.clock_.now()),
          dice(owner.seals_.digest, owner.options_.seed),
          limits(cache, owner.clock_) {}

    std::string word(const std::string& key, const Values& values = {}) const {
        return demo.words_.text(kWords, key, values);
    }
    const std::vector<std::string>& words(const std::string& key) const { return demo.words_.list(kWords, key); }

    void read_townships() {
        const auto& lines = words("townships");
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto space = lines[i].find(' ');
            Township township;
            township.code = word("county_code") + "-" + lines[i].substr(0, space);
            township.name = lines[i].substr(space + 1);
            const bool lags = i + 2 >= lines.size();
            township.diligence = lags ? 0.35 : 0.97 - 0.03 * static_cast<double>(i);
            townships.push_back(std::move(township));
        }
    }

    std::string fill(std::string pattern, const std::string& township, const std::string& village) const {
        for (const auto& [name, value] : {std::pair<std::string, std::string>{"{{township}}", township},
                                          std::pair<std::string, std::string>{"{{village}}", village}}) {
            if (const auto at = pattern.find(name); at != std::string::npos) pattern.replace(at, name.size(), value);
        }
        return pattern;
    }

    /// The whole tree as the table that an office would import.
    std::string table() {
        const std::string county = word("county_code");
        std::string csv = "code,name,short_name,kind,parent,opened\n";
        csv += county + "," + word("county_full") + "," + word("county") + ",county,,2015-05-04\n";
        const auto& villages = words("words.villages");
        std::size_t next_village = 0;
        for (const Township& township : townships) {
            csv += township.code + "," + word("full_township", {{"township", township.name}}) + "," + township.name +
                   ",township," + county + ",2015-05-04\n";
            std::vector<std::pair<std::string, std::string>> names;
            for (const std::string& pattern : words("organisations.branch")) {
                names.emplace_back(fill(pattern, township.name, ""), "branch");
            }
            for (const std::string& pattern : words("organisations.joint_branch")) {
                names.emplace_back(fill(pattern, township.name, villages[next_village++ % villages.size()]),
                                   "joint_branch");
            }
            // When each village has its branch, they are numbered: two of a name would be a conflict for the imports.
            const std::size_t first_village = next_village;
            while (static_cast<int>(names.size()) < demo.options_.branches_per_township) {
                const std::size_t times = (next_village - first_village) / villages.size();
                std::string village = villages[next_village++ % villages.size()];
                if (times > 0) village += std::to_string(times + 1);
                names.emplace_back(township.name + word("organisations.village", {{"village", village}}), "branch");
            }
            names.resize(static_cast<std::size_t>(demo.options_.branches_per_township));
            for (std::size_t i = 0; i < names.size(); ++i) {
                const std::string number = (i < 9 ? "0" : "") + std::to_string(i + 1);
                csv += township.code + "-" + number + "," + names[i].first + "," + names[i].first + "," +
                       names[i].second + "," + township.code + ",20" + std::to_string(dice.between(19, 24)) + "-0" +
                       std::to_string(dice.between(1, 9)) + "-15\n";
            }
        }
        return csv;
    }

    void found_units() {
        ImportOrgs import_orgs(demo.database_, demo.seals_.digest, demo.random_, demo.clock_);
        const auto output = import_orgs.run(Actor::system(), {table(), /*dry_run=*/false});
        if (!output.errors.empty()) {
            const auto& error = output.errors.front();
            throw Problem(ProblemCode::internal, "demo_broken")
                .with_details("line " + std::to_string(error.line) + " " + error.field + " " + error.key);
        }
        result.units = output.created;
        demo.database_.read([&](ReadTransaction& tx) {
            for (std::size_t i = 0; i < townships.size(); ++i) {
                const auto township = OrgStore(tx).find_by_code(townships[i].code);
                for (const CountedUnit& child : OrgStore(tx).children(township->id)) {
                    BranchSeat seat;
                    seat.unit = child.unit;
                    seat.township = i;
                    seat.diligence = townships[i].diligence;
                    branches.push_back(std::move(seat));
                }
            }
        });
        for (BranchSeat& seat : branches) seat.members = dice.between(6, 38);
    }

    std::string person_name() { return dice.any_of(words("words.surnames")) + dice.any_of(words("words.given")); }

    /// Invites, meets and binds, as it happens in life; the same person in both accounts.
    IdentityId appoint(Role role, const std::string& unit_code, const std::string& mark) {
        CreateInvite create(demo.database_, demo.seals_, demo.random_);
        const std::string phone = "199" + std::to_string(dice.between(10000000, 99999999));
        const auto invite = create.run(Actor::system(), {unit_code, role, person_name(), phone, 30});
        MeetIdentity meet(demo.database_, demo.seals_, demo.random_);
        const auto here = meet.run({"oa", OpenId("demo-oa-" + mark), true});
        const auto there = meet.run({"mp", OpenId("demo-mp-" + mark), std::nullopt});
        BindByInvite bind(demo.database_, demo.seals_, demo.random_, limits);
        const auto bound = demo.database_.write([&](Transaction& tx) {
            return bind.bind(tx, {here.identity, invite.code, ""});
        });
        demo.database_.write(
            [&](Transaction& tx) { IdentityWriter(tx, demo.seals_).set_person(there.identity, bound.user.id); });
        ++result.people;
        return here.identity;
    }

    void appoint_people() {
        const std::string county = word("county_code");
        officer = appoint(Role::county_officer, county, county);
        introduce(Role::county_officer, county, word("county"), county, true);
        appoint(Role::county_leader, townships.front().code, "leader");
        for (Township& township : townships) {
            township.secretary = appoint(Role::township_secretary, township.code, township.code);
        }
        introduce(Role::township_secretary, townships.front().code, townships.front().name, townships.front().code,
                  true);
        for (BranchSeat& seat : branches) {
            // One branch of the first township waits for whoever tries the demonstration.
            seat.waits_for_visitor = seat.unit.code == free_branch();
            if (seat.waits_for_visitor) continue;
            seat.secretary = appoint(Role::branch_secretary, seat.unit.code, seat.unit.code);
        }
    }

    std::string free_branch() const { return townships.front().code + "-01"; }

    void introduce(Role role, const std::string& code, const std::string& name, const std::string& mark, bool logged) {
        result.people_to_try.push_back(
            {std::string(to_string(role)), code, name, "demo-oa-" + mark, "demo-mp-" + mark, logged});
    }

    std::vector<Plan> plan() {
        std::vector<Plan> plans;
        const std::vector<std::string> kinds = {"theme_day",      "theme_day",         "volunteering",  "league_class",
                                                "branch_meeting", "committee_meeting", "culture_sport", "visit",
                                                "training",       "farm_livestream",   "oath"};
        Month month = Month::of(present);
        for (int i = 0; i < demo.options_.months; ++i, month = month.previous()) {
            for (std::size_t b = 0; b < branches.size(); ++b) {
                if (branches[b].waits_for_visitor) continue;
                const double diligence = branches[b].diligence;
                const int logs = dice.chance() < diligence ? (dice.chance() < 0.25 ? 2 : 1) : 0;
                for (int n = 0; n < logs; ++n) {
                    const int last = static_cast<int>(static_cast<unsigned>(month.last_day().day()));
                    // Who is diligent does not wait for the end of the month.
                    const bool early = dice.chance() < 0.3 + 0.5 * diligence;
                    const Date day =
                        add_days(month.first_day(), early ? dice.between(0, 14) : dice.between(15, last - 1));
                    const Instant start = at_beijing(day, dice.between(8 * 60 + 30, 19 * 60));
                    if (start > present - std::chrono::hours(20) || start < branches[b].from) continue;
                    plans.push_back({b, start, dice.any_of(kinds)});
                    if (i == 0) branches[b].logged_this_month = true;
                }
            }
        }
        std::sort(plans.begin(), plans.end(), [](const Plan& a, const Plan& b) { return a.started_at < b.started_at; });
        return plans;
    }

    ActivityContent content_of(const Plan& plan) {
        const BranchSeat& seat = branches[plan.branch];
        const Date day = beijing_date(plan.started_at);
        ActivityContent content;
        content.org = seat.unit.id;
        content.kind = plan.kind;
        content.title = word("title", {{"month", std::to_string(static_cast<unsigned>(day.month()))},
                                       {"subject", dice.any_of(words("subjects." + plan.kind))}});
        content.started_at = plan.started_at;
        content.ended_at = plan.started_at + std::chrono::minutes(dice.between(4, 10) * 15);
        content.place = word("place", {{"unit", seat.unit.short_name}});
        content.expected = seat.members;
        content.present = std::max(3, seat.members - dice.between(0, std::max(1, seat.members / 3)));
        content.content = dice.any_of(words("contents.any"));
        return content;
    }

    void submit_day(const std::vector<Plan>& plans, std::size_t begin, std::size_t end,
                    std::vector<std::pair<ActivityId, std::size_t>>& submitted) {
        SubmitActivity submit(demo.database_, demo.seals_);
        std::vector<SubmitActivity::Input> inputs;
        for (std::size_t i = begin; i < end; ++i) {
            SubmitActivity::Input input;
            input.id = ActivityId(make_uuid_v7(demo.random_, plans[i].started_at));
            input.content = content_of(plans[i]);
            input.source = dice.chance() < 0.6 ? ActivitySource::chat : ActivitySource::phone;
            submitted.emplace_back(input.id, branches[plans[i].branch].township);
            inputs.push_back(std::move(input));
        }
        demo.database_.write([&](Transaction& tx) {
            for (std::size_t i = begin; i < end; ++i) {
                const Actor actor = load_actor(tx, *branches[plans[i].branch].secretary);
                submit.run_in(tx, actor, inputs[i - begin]);
            }
        });
        result.activities += static_cast<long long>(end - begin);
    }

    void review(const std::vector<std::pair<ActivityId, std::size_t>>& submitted) {
        ReviewActivity review_activity(demo.database_, demo.seals_.digest);
        std::vector<ReviewActivity::Input> inputs;
        std::vector<std::size_t> reviewers;
        for (const auto& [id, township] : submitted) {
            if (dice.chance() < 0.15) continue;
            ReviewActivity::Input input;
            input.id = id;
            if (dice.chance() < 0.03) {
                input.verdict = ReviewVerdict::return_to_branch;
                input.reason = dice.any_of(words("returns.reasons"));
            }
            inputs.push_back(std::move(input));
            reviewers.push_back(township);
        }
        demo.database_.write([&](Transaction& tx) {
            for (std::size_t i = 0; i < inputs.size(); ++i) {
                review_activity.run_in(tx, load_actor(tx, townships[reviewers[i]].secretary), inputs[i]);
            }
        });
    }

    void add_logs() {
        const auto plans = std::make_shared<const std::vector<Plan>>(plan());
        const auto waiting = std::make_shared<std::vector<std::pair<ActivityId, std::size_t>>>();
        for (std::size_t begin = 0; begin < plans->size();) {
            const Date day = beijing_date((*plans)[begin].started_at);
            std::size_t end = begin;
            while (end < plans->size() && beijing_date((*plans)[end].started_at) == day) ++end;
            agenda.emplace(at_beijing(day, 9 * 60), [this, waiting] {
                if (!waiting->empty()) review(*waiting);
                waiting->clear();
            });
            agenda.emplace(at_beijing(day, 21 * 60 + dice.between(0, 120)),
                           [this, plans, waiting, begin, end] { submit_day(*plans, begin, end, *waiting); });
            begin = end;
        }
    }

    void add_work() {
        const Date first = beijing_date(demo.clock_.now());
        const Date today = beijing_date(present);
        DemoWork work({demo.database_, demo.clock_, demo.seals_, demo.random_, demo.words_, dice}, word("county_code"),
                      officer, townships);
        std::vector<DemoWork::Branch> standing;
        for (const BranchSeat& seat : branches) standing.push_back({seat.unit, seat.township, seat.members});
        work.keep_records(standing, today);
        std::vector<DemoWork::Newcomer> newcomers = work.choose_newcomers(first, today);
        for (DemoWork::Newcomer& newcomer : newcomers) {
            const std::size_t place = branches.size();
            BranchSeat seat;
            seat.township = newcomer.township;
            seat.diligence = townships[newcomer.township].diligence;
            seat.members = newcomer.members;
            seat.from = at_beijing(newcomer.founded_on) + std::chrono::days(2);
            branches.push_back(std::move(seat));
            newcomer.founded = [this, place](const OrgUnit& unit) {
                branches[place].unit = unit;
                branches[place].secretary = appoint(Role::branch_secretary, unit.code, unit.code);
                ++result.units;
            };
        }
        work.add_campaign(agenda, first, today);
        work.add_founding(agenda, newcomers, today);
        work.add_areas(agenda, first, townships.front().code);
        work.add_imports(agenda, first, today);
        work.add_reports(agenda, first, today);
        add_logs();
        for (const auto& [at, act] : agenda) {
            demo.clock_.set(at);
            act();
        }
        demo.clock_.set(present);
    }

    void introduce_branches() {
        int silent = 0;
        int done = 0;
        for (const BranchSeat& seat : branches) {
            if (!seat.secretary) continue;
            int& count = seat.logged_this_month ? done : silent;
            if (++count > (seat.logged_this_month ? 2 : 12)) continue;
            introduce(Role::branch_secretary, seat.unit.code, seat.unit.name, seat.unit.code, seat.logged_this_month);
        }
    }
};

DemoCounty::DemoCounty(Database& database, DemoClock& clock, const Seals& seals, Random& random, const Phrases& words,
                       DemoOptions options)
    : database_(database), clock_(clock), seals_(seals), random_(random), words_(words), options_(options) {}

DemoResult DemoCounty::make() {
    Maker maker(*this);
    // Units and people stand since before the first month of the history.
    Month first = Month::of(maker.present);
    for (int i = 0; i < options_.months; ++i) first = first.previous();
    clock_.set(first.span().begin + std::chrono::hours(33));
    maker.read_townships();
    maker.found_units();
    maker.appoint_people();
    maker.add_work();
    maker.introduce_branches();
    maker.result.free_branch = maker.free_branch();
    return maker.result;
}

}  // namespace league::ctl
