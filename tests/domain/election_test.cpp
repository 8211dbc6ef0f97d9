#include "lib/domain/election.hpp"

#include <catch2/catch.hpp>

#include "tests/domain/faults.hpp"

using namespace league;
using namespace league::test;

namespace {

/// Twelve members, ten of whom came and elected three out of four.
Election meeting() {
    Election e;
    e.entitled = 12;
    e.present = 10;
    e.ballots_out = 10;
    e.ballots_back = 10;
    e.ballots_valid = 9;
    e.seats = 3;
    e.candidates = {{"张一", 9}, {"李二", 6}, {"王三", 8}, {"赵四", 2}};
    return e;
}

std::string checked(const Election& election, int members = 12, const CommitteeRules& rules = {}) {
    return faults(check_election(election, members, rules));
}

}  // namespace

TEST_CASE("the candidates with over half of those present and the most votes are elected") {
    CHECK(checked(meeting()).empty());
    const ElectionResult result = count_election(meeting());
    CHECK(result.elected == std::vector<std::size_t>{0, 2, 1});
    CHECK(result.has_choice);
    CHECK(result.open_seats == 0);
}

TEST_CASE("exactly half of those present is not over half, and a seat stays open") {
    Election e = meeting();
    e.candidates[1].votes = 5;
    CHECK(checked(e).empty());
    const ElectionResult result = count_election(e);
    CHECK(result.elected == std::vector<std::size_t>{0, 2});
    CHECK(result.open_seats == 1);
    for (Candidate& one : e.candidates) one.votes = 5;
    CHECK(checked(e) == "election.candidates:election.nobody");
}

TEST_CASE("over two thirds must be present; two thirds are too few") {
    Election e = meeting();
    e.present = e.ballots_out = e.ballots_back = e.ballots_valid = 8;
    e.candidates = {{"张一", 8}, {"李二", 5}, {"王三", 7}};
    CHECK(checked(e) == "election.present:election.no_two_thirds");
    e.present = 9;
    CHECK(checked(e).empty());
}

TEST_CASE("where the county asks for four fifths, exactly four fifths are enough") {
    CommitteeRules rules;
    rules.quorum = Quorum::four_fifths;
    Election e = meeting();
    e.entitled = 10;
    e.present = e.ballots_out = e.ballots_back = e.ballots_valid = 8;
    e.candidates = {{"张一", 8}, {"李二", 5}, {"王三", 7}};
    CHECK(checked(e, 12, rules).empty());
    e.entitled = 11;
    CHECK(checked(e, 12, rules) == "election.present:election.no_four_fifths");
}

TEST_CASE("ballots never exceed voters, and nobody votes for somebody absent") {
    Election e = meeting();
    e.ballots_out = 11;
    CHECK(checked(e) == "election.ballots_out:election.too_many_out");
    e = meeting();
    e.ballots_out = 9;
    CHECK(checked(e) == "election.ballots_back:election.too_many_back");
    e = meeting();
    e.ballots_valid = 11;
    CHECK(checked(e) == "election.ballots_valid:election.too_many_valid");
    e = meeting();
    e.proxies = 1;
    CHECK(checked(e) == "election.proxies:election.proxies");
    e = meeting();
    e.present = 13;
    CHECK(checked(e) == "election.present:election.over_entitled");
    CHECK(checked(meeting(), 11) == "election.entitled:election.over_members");
    e = meeting();
    e.ballots_back = -1;
    CHECK(checked(e) == "election:election.numbers");
}

TEST_CASE("no candidate has more votes than ballots, nor all together more than ballots times seats") {
    Election e = meeting();
    e.candidates[0].votes = 10;
    CHECK(checked(e) == "election.candidates.0:election.votes");
    e = meeting();
    e.candidates = {{"张一", 9}, {"李二", 7}, {"王三", 8}, {"赵四", 4}};
    CHECK(checked(e) == "election.candidates:election.votes_sum");
}

TEST_CASE("equal votes for the last seat need another ballot") {
    Election e = meeting();
    e.candidates = {{"张一", 9}, {"李二", 6}, {"王三", 6}, {"赵四", 6}};
    CHECK(checked(e) == "election.candidates:election.tie");
}

TEST_CASE("as many candidates as seats is allowed but no choice") {
    Election e = meeting();
    e.candidates.pop_back();
    CHECK(checked(e).empty());
    CHECK_FALSE(count_election(e).has_choice);
}

TEST_CASE("seven members elect a committee of three to seven, six a secretary and at most a deputy") {
    Election e = meeting();
    e.seats = 2;
    e.candidates = {{"张一", 9}, {"李二", 6}};
    CHECK(checked(e) == "election.seats:election.committee_size");
    e.seats = 8;
    CHECK(checked(e) == "election.seats:election.committee_size");
    e.entitled = e.present = e.ballots_out = e.ballots_back = e.ballots_valid = 6;
    e.seats = 3;
    e.candidates = {{"张一", 6}, {"李二", 5}, {"王三", 4}};
    CHECK(checked(e, 6) == "election.seats:election.no_committee");
    e.seats = 2;
    e.candidates.pop_back();
    CHECK(checked(e, 6).empty());
}

TEST_CASE("candidates have names, each its own") {
    Election e = meeting();
    e.candidates = {{"张一", 9}, {" ", 6}, {"张一", 6}};
    CHECK(checked(e) == "election.candidates.1:election.name election.candidates.2:election.name_twice");
    e.candidates.clear();
    CHECK(checked(e) == "election.candidates:election.no_names");
}

TEST_CASE("everybody elected gets one post, and one of them is the secretary") {
    const std::vector<std::string> elected{"张一", "李二"};
    CHECK(faults(check_division({{"张一", Post::secretary}, {"李二", Post::org_officer}}, elected)).empty());
    CHECK(faults(check_division({{"张一", Post::secretary}}, elected)) == "posts:election.without_post");
    CHECK(faults(check_division({{"张一", Post::secretary}, {"李二", Post::officer}, {"王三", Post::officer}},
                                elected)) == "posts.2:election.not_elected");
    CHECK(faults(check_division({{"张一", Post::officer}, {"李二", Post::officer}}, elected)) ==
          "posts:election.one_secretary");
    CHECK(faults(check_division({{"张一", Post::secretary}, {"李二", Post::secretary}}, elected)) ==
          "posts:election.one_secretary");
}

TEST_CASE("who appoints may name a secretary alone, but no committee where there is none") {
    CHECK(faults(check_appointment({{"张一", Post::secretary}}, 20, {})).empty());
    CHECK(faults(check_appointment({{"张一", Post::secretary}, {"李二", Post::officer}, {"王三", Post::officer}}, 6,
                                   {})) == "posts:election.no_committee");
    CHECK(faults(check_appointment({{"张一", Post::officer}}, 6, {})) == "posts:election.one_secretary");
}
