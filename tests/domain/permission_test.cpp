#include "lib/domain/permission.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "lib/base/problem.hpp"

using namespace league;

namespace {

OrgUnit unit(OrgKind kind, OrgPath path) {
    OrgUnit made;
    made.id = OrgUnitId(path.str());
    made.kind = kind;
    made.path = std::move(path);
    return made;
}

const OrgPath kCounty = OrgPath::root("QH");
const std::map<std::string, OrgUnit> kUnits = {
    {"county", unit(OrgKind::county, kCounty)},
    {"town", unit(OrgKind::township, kCounty.child("CG"))},
    {"branch", unit(OrgKind::branch, kCounty.child("CG").child("CG-01"))},
    {"other branch", unit(OrgKind::branch, kCounty.child("CG").child("CG-02"))},
    {"other town", unit(OrgKind::township, kCounty.child("LS"))},
    {"far branch", unit(OrgKind::branch, kCounty.child("LS").child("LS-01"))},
};

Actor actor(Role role, const std::string& at) {
    Actor made;
    made.roles.push_back({role, kUnits.at(at).id, kUnits.at(at).path});
    return made;
}

const std::vector<std::pair<std::string, Verb>> kVerbs = {
    {"see_unit", Verb::see_unit},
    {"see_figures", Verb::see_figures},
    {"see_activities", Verb::see_activities},
    {"see_people", Verb::see_people},
    {"log_activity", Verb::log_activity},
    {"review_activity", Verb::review_activity},
    {"invite_branch", Verb::invite_branch},
    {"invite_above", Verb::invite_above},
    {"manage_column", Verb::manage_column},
    {"approve_column", Verb::approve_column},
    {"manage_sending", Verb::manage_sending},
    {"manage_reminders", Verb::manage_reminders},
    {"judge_content", Verb::judge_content},
    {"manage_people", Verb::manage_people},
    {"answer_feedback", Verb::answer_feedback},
    {"see_restricted", Verb::see_restricted},
    {"log_for_others", Verb::log_for_others},
    {"manage_rules", Verb::manage_rules},
    {"see_projects", Verb::see_projects},
    {"found_orgs", Verb::found_orgs},
    {"set_targets", Verb::set_targets},
    {"count_heads", Verb::count_heads},
    {"tend_organisation", Verb::tend_organisation},
    {"see_reports", Verb::see_reports},
    {"send_reports", Verb::send_reports},
    {"excuse_reports", Verb::excuse_reports},
    {"see_supervision", Verb::see_supervision},
    {"answer_supervision", Verb::answer_supervision},
    {"supervise", Verb::supervise},
    {"visit_areas", Verb::visit_areas},
};

const std::set<std::string> kPublic = {"see_unit", "see_figures"};
const std::set<std::string> kAll = {
    "see_unit",          "see_figures",  "see_activities", "see_people",     "log_activity",     "review_activity",
    "invite_branch",     "invite_above", "manage_column",  "manage_people",  "answer_feedback",  "see_restricted",
    "log_for_others",    "manage_rules", "see_projects",   "found_orgs",     "set_targets",      "count_heads",
    "tend_organisation", "see_reports",  "send_reports",   "excuse_reports", "see_supervision",  "answer_supervision",
    "supervise",         "visit_areas",  "approve_column", "manage_sending", "manage_reminders", "judge_content"};

}  // namespace

TEST_CASE("each role may do exactly what its line of the table says") {
    const std::set<std::string> branch = {"see_unit",     "see_figures",    "see_activities", "see_people",
                                          "log_activity", "see_restricted", "count_heads"};
    const std::set<std::string> town = {"see_unit",           "see_figures",     "see_activities", "see_people",
                                        "log_activity",       "review_activity", "invite_branch",  "see_restricted",
                                        "log_for_others",     "see_projects",    "found_orgs",     "count_heads",
                                        "tend_organisation",  "see_reports",     "send_reports",   "see_supervision",
                                        "answer_supervision", "manage_reminders"};
    const std::set<std::string> leader = {"see_unit",    "see_figures",     "see_activities", "see_projects",
                                          "see_reports", "see_supervision", "visit_areas"};
    const std::set<std::string> none;
    struct Line {
        std::string who;
        Actor actor;
        std::map<std::string, std::set<std::string>> may;
    };
    const std::vector<Line> table = {
        {"branch secretary",
         actor(Role::branch_secretary, "branch"),
         {{"county", kPublic},
          {"town", kPublic},
          {"branch", branch},
          {"other branch", none},
          {"other town", none},
          {"far branch", none}}},
        {"township secretary",
         actor(Role::township_secretary, "town"),
         {{"county", kPublic},
          {"town", town},
          {"branch", town},
          {"other branch", town},
          {"other town", none},
          {"far branch", none}}},
        {"leader of an area",
         actor(Role::county_leader, "town"),
         {{"county", kPublic},
          {"town", leader},
          {"branch", leader},
          {"other branch", leader},
          {"other town", none},
          {"far branch", none}}},
        {"officer",
         actor(Role::county_officer, "county"),
         {{"county", kAll},
          {"town", kAll},
          {"branch", kAll},
          {"other branch", kAll},
          {"other town", kAll},
          {"far branch", kAll}}},
        {"stranger",
         Actor(),
         {{"county", kPublic},
          {"town", none},
          {"branch", none},
          {"other branch", none},
          {"other town", none},
          {"far branch", none}}},
        {"operator",
         Actor::system(),
         {{"county", kAll},
          {"town", kAll},
          {"branch", kAll},
          {"other branch", kAll},
          {"other town", kAll},
          {"far branch", kAll}}},
    };
    for (const Line& line : table) {
        REQUIRE(line.may.size() == kUnits.size());
        for (const auto& [where, allowed] : line.may) {
            for (const auto& [name, verb] : kVerbs) {
                INFO(line.who << " " << name << " at " << where);
                CHECK(may(line.actor, verb, kUnits.at(where)) == allowed.contains(name));
            }
        }
    }
}

TEST_CASE("roles of one person add up") {
    Actor both = actor(Role::branch_secretary, "branch");
    both.roles.push_back(actor(Role::branch_secretary, "far branch").roles.front());
    CHECK(may(both, Verb::log_activity, kUnits.at("branch")));
    CHECK(may(both, Verb::log_activity, kUnits.at("far branch")));
    CHECK_FALSE(may(both, Verb::log_activity, kUnits.at("other branch")));
    CHECK_FALSE(may(both, Verb::review_activity, kUnits.at("branch")));
}

TEST_CASE("a refusal tells somebody without a role to bind first") {
    const auto key_of = [](const Actor& actor) {
        try {
            require(actor, Verb::log_activity, kUnits.at("branch"));
        } catch (const Problem& problem) {
            CHECK(problem.code() == ProblemCode::not_allowed);
            return problem.key();
        }
        return std::string("allowed");
    };
    CHECK(key_of(Actor()) == "not_bound");
    CHECK(key_of(actor(Role::branch_secretary, "far branch")) == "not_allowed");
    CHECK(key_of(actor(Role::branch_secretary, "branch")) == "allowed");
}

TEST_CASE("a role is held only at a unit it fits") {
    CHECK(fits(Role::branch_secretary, OrgKind::joint_branch));
    CHECK_FALSE(fits(Role::branch_secretary, OrgKind::township));
    CHECK(fits(Role::township_secretary, OrgKind::township));
    CHECK_FALSE(fits(Role::township_secretary, OrgKind::county));
    CHECK(fits(Role::county_officer, OrgKind::county));
    CHECK_FALSE(fits(Role::county_officer, OrgKind::branch));
    CHECK(fits(Role::county_leader, OrgKind::township));
    CHECK_FALSE(fits(Role::county_leader, OrgKind::branch));
    CHECK(verb_to_invite(Role::branch_secretary) == Verb::invite_branch);
    CHECK(verb_to_invite(Role::county_leader) == Verb::invite_above);
}

TEST_CASE("a phone number is whole for the secretaries of its branch and township, and for nobody above") {
    const auto sees = [](const Actor& actor, const char* where) { return sees_phone(actor, kUnits.at(where).path); };
    CHECK(sees(actor(Role::branch_secretary, "branch"), "branch"));
    CHECK_FALSE(sees(actor(Role::branch_secretary, "branch"), "town"));
    CHECK_FALSE(sees(actor(Role::branch_secretary, "branch"), "other branch"));
    CHECK(sees(actor(Role::township_secretary, "town"), "branch"));
    CHECK(sees(actor(Role::township_secretary, "town"), "town"));
    CHECK_FALSE(sees(actor(Role::township_secretary, "town"), "far branch"));
    CHECK_FALSE(sees(actor(Role::county_officer, "county"), "branch"));
    CHECK_FALSE(sees(actor(Role::county_leader, "town"), "branch"));
    CHECK_FALSE(sees(Actor(), "branch"));
    CHECK(sees(Actor::system(), "branch"));
}
