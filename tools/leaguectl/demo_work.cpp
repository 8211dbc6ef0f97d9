#include "tools/leaguectl/demo_work.hpp"

#include <algorithm>
#include <memory>

#include "lib/app/lead_areas.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/manage_campaigns.hpp"
#include "lib/app/manage_targets.hpp"
#include "lib/app/read_standing.hpp"
#include "lib/app/record_org_life.hpp"
#include "lib/app/record_step.hpp"
#include "lib/app/save_project.hpp"
#include "lib/base/ensure.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/domain/period.hpp"
#include "lib/storage/org_store.hpp"

namespace league::ctl {
namespace {

constexpr const char* kWords = "demo";
constexpr int kMostNewcomers = 5;      // of a township
constexpr int kDaysOfFounding = 25;    // from the count of heads to the approved result
constexpr int kDaysBeforePresent = 6;  // so that the last ones are entered by now

/// The days of a founding, counted from the day on which the organisation stands.
constexpr std::pair<Stage, int> kSteps[] = {
    {Stage::prepared, -18}, {Stage::requested, -16},      {Stage::founding_approved, -11},
    {Stage::elected, -6},   {Stage::result_reported, -4}, {Stage::result_approved, 0},
    {Stage::filed, 4}};

Instant in_office_hours(Date day, int minute = 14 * 60) {
    return at_beijing(day, minute);
}

void replace(std::string& text, const std::string& name, const std::string& value) {
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size())) {
        text.replace(at, name.size(), value);
    }
}

/// "M4 joint_branch NAME": takes the word before the first space away.
std::string take_word(std::string& line) {
    const auto space = line.find(' ');
    ensure(space != std::string::npos);
    std::string word = line.substr(0, space);
    line.erase(0, space + 1);
    return word;
}

}  // namespace

struct DemoWork::Plan {
    OrgProjectId id;
    ProjectContent content;
    std::string candidate;
    std::string other;
};

DemoWork::DemoWork(const Parts& parts, std::string county, IdentityId officer, std::vector<Township> townships)
    : parts_(parts),
      founding_{parts.database, parts.seals, parts.random, parts.words, {}},
      county_(std::move(county)),
      officer_(std::move(officer)),
      townships_(std::move(townships)) {}

Actor DemoWork::actor(const IdentityId& identity) {
    return parts_.database.read([&](ReadTransaction& tx) { return load_actor(tx, identity); });
}

std::string DemoWork::person_name() {
    return parts_.dice.any_of(parts_.words.list(kWords, "words.surnames")) +
           parts_.dice.any_of(parts_.words.list(kWords, "words.given"));
}

std::vector<DemoWork::Newcomer> DemoWork::choose_newcomers(Date first, Date present) {
    const Date from = add_days(first, kDaysOfFounding + 2);
    const int days = static_cast<int>((std::chrono::sys_days(present) - std::chrono::sys_days(from)).count());
    std::vector<Newcomer> newcomers;
    if (days <= kDaysBeforePresent) return newcomers;
    for (std::size_t i = 0; i < townships_.size(); ++i) {
        const int count = std::max(1, static_cast<int>(townships_[i].diligence * kMostNewcomers + 0.5));
        for (int n = 0; n < count; ++n) {
            Newcomer newcomer;
            newcomer.township = i;
            newcomer.founded_on = add_days(from, parts_.dice.between(0, days - kDaysBeforePresent));
            newcomer.members = parts_.dice.between(4, 6);
            newcomers.push_back(std::move(newcomer));
        }
    }
    return newcomers;
}

void DemoWork::keep_records(const std::vector<Branch>& branches, Date present) {
    RecordHeads heads(parts_.database, parts_.seals.digest);
    RecordTerm term(parts_.database, parts_.seals.digest);
    RecordTags tags(parts_.database, parts_.seals.digest);
    const auto& words = parts_.words.list(kWords, "tags");
    const Date today = beijing_date(parts_.clock.now());
    std::vector<Actor> secretaries;
    for (const Township& township : townships_) secretaries.push_back(actor(township.secretary));
    for (const Branch& branch : branches) {
        const Actor& secretary = secretaries[branch.township];
        // Some are on paper only: nobody counted them, or nobody is left.
        if (parts_.dice.chance() < 0.01 + 0.3 * (1 - townships_[branch.township].diligence)) continue;
        const int members = parts_.dice.chance() < 0.04 ? 1 : branch.members;
        heads.run(secretary, {branch.unit.code, members, members + parts_.dice.between(5, 40), today});
        Term own;
        own.years = 3;
        // Most terms are young; some end within three months of the present, a few are over.
        const Date latest = add_days(today, -30);
        own.began = std::min(latest, add_days(present, -365 * 3 + parts_.dice.between(-20, 1000)));
        own.began = std::max(own.began, beijing_date(branch.unit.opened_at));
        term.run(secretary, {branch.unit.code, own});
        if (parts_.dice.chance() < 0.2) tags.run(secretary, {branch.unit.code, {parts_.dice.any_of(words)}});
    }
}

void DemoWork::add_campaign(DemoAgenda& agenda, Date first, Date present) {
    agenda.emplace(in_office_hours(first, 10 * 60), [this, first, present] {
        const std::string year = std::to_string(static_cast<int>(present.year()));
        const auto word = [&](const char* key) { return parts_.words.text(kWords, key, {{"year", year}}); };
        OpenCampaign::Input opened;
        opened.unit = county_;
        opened.campaign.code = year;
        opened.campaign.name = word("campaign.name");
        opened.campaign.from = first;
        opened.campaign.deadline = Month::of(at_beijing(present)).next().next().last_day();
        opened.campaign.minimum = kMostNewcomers;
        opened.campaign.per_member = 1;
        opened.campaign.source = {word("campaign.paper"), word("campaign.number"), add_days(first, -3)};
        const Actor officer = actor(officer_);
        OpenCampaign(parts_.database, parts_.seals.digest, parts_.random).run(officer, opened);
        for (const Township& township : townships_) {
            SetTarget::Input target;
            target.unit = township.code;
            target.order.formula = TargetFormula::committee;
            target.order.committee_members = parts_.dice.between(4, 7);
            target.order.owner_title = word("campaign.owner");
            target.order.owner_name = person_name();
            SetTarget(parts_.database, parts_.seals).run(officer, target);
        }
    });
    // The standing is told at the end of each half month, as the bot does it every day.
    const auto freeze = std::make_shared<FreezeStanding>(parts_.database, parts_.random);
    for (HalfMonth half = HalfMonth::of(at_beijing(first)); half.span().end <= at_beijing(present);
         half = half.next()) {
        const Date last = beijing_date(half.span().end - std::chrono::hours(1));
        if (last < first) continue;
        agenda.emplace(at_beijing(last, 23 * 60 + 30), [freeze, last] { freeze->run_daily(last); });
    }
}

DemoWork::Plan DemoWork::plan_of(const Newcomer& newcomer) {
    const auto& villages = parts_.words.list(kWords, "words.villages");
    // A pair further on each time, so that no two of a township are called the same.
    const std::size_t turn = next_village_++;
    const std::string& village = villages[turn % villages.size()];
    const std::string& other = villages[(turn + 1 + turn / villages.size()) % villages.size()];
    const auto fill = [&](std::string text) {
        replace(text, "{{village}}", village);
        replace(text, "{{other}}", other);
        return text;
    };
    const auto& patterns = parts_.words.list(kWords, "newcomers.patterns");
    std::string line = patterns[(turn + turn / villages.size()) % patterns.size()];
    Plan plan;
    plan.id = OrgProjectId(make_uuid_v7(parts_.random, parts_.clock.now()));
    ProjectContent& content = plan.content;
    content.township = OrgUnitId(townships_[newcomer.township].code);
    content.mode = take_word(line);
    content.kind = org_kind_from(take_word(line)).value();
    content.name = townships_[newcomer.township].name + fill(line);
    content.short_name = content.name;
    content.category = parts_.words.text(kWords, "newcomers.category");
    content.industry = parts_.words.text(kWords, "newcomers.industry");
    content.members = newcomer.members;
    content.youth = newcomer.members + parts_.dice.between(8, 30);
    content.counted_on = add_days(newcomer.founded_on, -kDaysOfFounding);
    for (std::string partner : parts_.words.list(kWords, "newcomers.partners." + content.mode)) {
        ProjectPartner one;
        one.kind = partner_kind_from(take_word(partner)).value();
        one.name = fill(partner);
        one.is_lead = content.partners.empty();
        content.partners.push_back(std::move(one));
    }
    plan.candidate = person_name();
    do plan.other = person_name();
    while (plan.other == plan.candidate);
    return plan;
}

void DemoWork::add_founding(DemoAgenda& agenda, const std::vector<Newcomer>& newcomers, Date present) {
    for (const Newcomer& newcomer : newcomers) take_steps(agenda, newcomer, present);
    // The first township has some on their way, the next two one each that waits for its approval.
    for (const std::size_t township : {std::size_t{0}, std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
        Newcomer waiting;
        waiting.township = township;
        waiting.members = 5;
        waiting.founded_on = add_days(present, parts_.dice.between(5, 20));
        take_steps(agenda, waiting, present);
    }
}

void DemoWork::take_steps(DemoAgenda& agenda, const Newcomer& newcomer, Date present) {
    const auto plan = std::make_shared<Plan>();
    const Date counted_on = add_days(newcomer.founded_on, -kDaysOfFounding);
    if (counted_on >= present || in_office_hours(counted_on) <= parts_.clock.now()) return;
    agenda.emplace(in_office_hours(counted_on), [this, newcomer, plan] {
        *plan = plan_of(newcomer);
        SaveProject(founding_).run(actor(townships_[newcomer.township].secretary), {plan->id, plan->content});
    });
    for (const auto& [stage, days] : kSteps) {
        const Date on = add_days(newcomer.founded_on, days);
        if (on >= present) break;
        agenda.emplace(in_office_hours(on), [this, newcomer, plan, stage = stage, on] {
            StepInput step;
            step.stage = stage;
            step.on = on;
            if (paper_of(stage)) {
                step.paper = PaperInput();
                step.paper->signatory = person_name();
            }
            step.consent = stage == Stage::requested || stage == Stage::elected;
            if (stage == Stage::requested) step.note = parts_.words.text(kWords, "newcomers.reason");
            const int members = plan->content.members;
            if (stage == Stage::prepared) step.candidates = {plan->candidate, plan->other};
            if (stage == Stage::elected) {
                step.election = Election{members, members, 0, members,
                                         members, members, 1, {{plan->candidate, members - 1}, {plan->other, 1}}};
            }
            if (stage == Stage::result_reported) step.posts = {{plan->candidate, Post::secretary}};
            if (stage == Stage::filed) {
                step.confirm =
                    StepInput::Confirmation{plan->content.name, plan->content.category, plan->content.industry};
                // One in four is founded but not yet entered in the member system.
                if (parts_.dice.chance() < 0.75) step.entered_on = on;
            }
            const OrgStepId id(make_uuid_v7(parts_.random, parts_.clock.now()));
            const auto done = RecordStep(founding_).run(actor(townships_[newcomer.township].secretary),
                                                        {plan->id, id, std::move(step)});
            if (stage != Stage::result_approved || !newcomer.founded) return;
            newcomer.founded(parts_.database.read(
                [&](ReadTransaction& tx) { return OrgStore(tx).find(*done.project.unit).value(); }));
        });
    }
}

void DemoWork::add_areas(DemoAgenda& agenda, Date first, const std::string& leader_of) {
    agenda.emplace(in_office_hours(first, 15 * 60), [this, first, leader_of] {
        const Actor officer = actor(officer_);
        const auto post = [&](const char* key) { return parts_.words.text(kWords, std::string("posts.") + key); };
        const auto group = [&](const std::string& unit, const char* head, const char* deputy) {
            ComposeGroup::Input input;
            input.unit = unit;
            input.group.from = first;
            input.group.members = {{GroupRole::head, person_name(), post(head), std::nullopt},
                                   {GroupRole::deputy, person_name(), post(deputy), std::nullopt}};
            ComposeGroup(parts_.database, parts_.seals).run(officer, input);
        };
        group(county_, "county_head", "county_deputy");
        // The last township has not set up its group yet.
        for (std::size_t i = 0; i + 1 < townships_.size(); ++i) {
            group(townships_[i].code, "township_head", "township_deputy");
        }
        const auto assign = [&](ContactKind kind, const std::string& unit, const char* key) {
            AssignContact::Input input;
            input.unit = unit;
            input.contact.id = make_uuid_v7(parts_.random, parts_.clock.now());
            input.contact.kind = kind;
            input.contact.name = person_name();
            input.contact.post = post(key);
            input.contact.from = first;
            AssignContact(parts_.database, parts_.seals, parts_.random).run(officer, input);
        };
        assign(ContactKind::leader, leader_of, "leader");
        for (std::size_t i = townships_.size() - 2; i < townships_.size(); ++i) {
            assign(ContactKind::instructor, townships_[i].code, "instructor");
        }
    });
}

}  // namespace league::ctl
