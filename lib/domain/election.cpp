#include "lib/domain/election.hpp"

#include <algorithm>
#include <set>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league {
namespace {

using Errors = std::vector<FieldError>;

constexpr std::size_t kNameCharacters = 30;
constexpr std::size_t kMostNames = 30;
constexpr int kMostHeads = 100000;
constexpr int kMostWithoutCommittee = 2;  // a secretary, and a deputy if needed

Values pair(const char* a, int first, const char* b, int second) {
    return {{a, std::to_string(first)}, {b, std::to_string(second)}};
}

bool has_quorum(int present, int entitled, Quorum quorum) {
    switch (quorum) {
        case Quorum::over_two_thirds: return present * 3 > entitled * 2;
        case Quorum::four_fifths: return present * 5 >= entitled * 4;
    }
    stop("unknown Quorum");
}

const char* quorum_key(Quorum quorum) {
    return quorum == Quorum::over_two_thirds ? "election.no_two_thirds" : "election.no_four_fifths";
}

/// Heads and ballots, each within the one before it.
void check_heads(Errors& errors, const Election& e, int members, const CommitteeRules& rules) {
    const int all[] = {e.entitled, e.present, e.proxies, e.ballots_out, e.ballots_back, e.ballots_valid};
    if (std::any_of(std::begin(all), std::end(all), [](int n) { return n < 0 || n > kMostHeads; })) {
        errors.push_back({"election", "election.numbers", {{"max", std::to_string(kMostHeads)}}});
        return;
    }
    if (e.entitled < 1 || e.entitled > members) {
        errors.push_back(
            {"election.entitled", "election.over_members", pair("entitled", e.entitled, "members", members)});
    }
    if (e.present > e.entitled) {
        errors.push_back(
            {"election.present", "election.over_entitled", pair("present", e.present, "entitled", e.entitled)});
    } else if (!has_quorum(e.present, e.entitled, rules.quorum)) {
        errors.push_back(
            {"election.present", quorum_key(rules.quorum), pair("present", e.present, "entitled", e.entitled)});
    }
    if (e.proxies > 0) {
        errors.push_back({"election.proxies", "election.proxies", {{"count", std::to_string(e.proxies)}}});
    }
    if (e.ballots_out > e.present) {
        errors.push_back(
            {"election.ballots_out", "election.too_many_out", pair("ballots", e.ballots_out, "present", e.present)});
    }
    if (e.ballots_back > e.ballots_out) {
        errors.push_back(
            {"election.ballots_back", "election.too_many_back", pair("ballots", e.ballots_back, "out", e.ballots_out)});
    }
    if (e.ballots_valid > e.ballots_back) {
        errors.push_back({"election.ballots_valid", "election.too_many_valid",
                          pair("ballots", e.ballots_valid, "back", e.ballots_back)});
    }
}

void check_seats(Errors& errors, const std::string& field, int seats, int members, const CommitteeRules& rules) {
    const bool has_committee = members >= rules.committee_from;
    const int least = has_committee ? rules.committee_least : 1;
    const int most = has_committee ? rules.committee_most : kMostWithoutCommittee;
    if (seats >= least && seats <= most) return;
    errors.push_back({field,
                      has_committee ? "election.committee_size" : "election.no_committee",
                      {{"members", std::to_string(members)},
                       {"seats", std::to_string(seats)},
                       {"from", std::to_string(rules.committee_from)},
                       {"min", std::to_string(least)},
                       {"max", std::to_string(most)}}});
}

void check_votes(Errors& errors, const Election& e) {
    long long sum = 0;
    for (std::size_t i = 0; i < e.candidates.size(); ++i) {
        const Candidate& one = e.candidates[i];
        if (one.votes < 0 || one.votes > e.ballots_valid) {
            errors.push_back({"election.candidates." + std::to_string(i),
                              "election.votes",
                              {{"candidate", one.name},
                               {"votes", std::to_string(one.votes)},
                               {"valid", std::to_string(e.ballots_valid)}}});
        }
        sum += std::max(0, one.votes);
    }
    if (e.seats > 0 && sum > static_cast<long long>(e.ballots_valid) * e.seats) {
        errors.push_back({"election.candidates",
                          "election.votes_sum",
                          {{"sum", std::to_string(sum)},
                           {"valid", std::to_string(e.ballots_valid)},
                           {"seats", std::to_string(e.seats)}}});
    }
}

/// Places of the candidates with over half of those present, most votes first.
std::vector<std::size_t> over_half(const Election& e) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < e.candidates.size(); ++i) {
        if (e.candidates[i].votes * 2 > e.present) places.push_back(i);
    }
    std::stable_sort(places.begin(), places.end(),
                     [&](std::size_t a, std::size_t b) { return e.candidates[a].votes > e.candidates[b].votes; });
    return places;
}

/// Somebody must be elected, and equal votes must not leave open who has the last seat.
void check_outcome(Errors& errors, const Election& e) {
    const std::vector<std::size_t> places = over_half(e);
    if (places.empty()) {
        errors.push_back({"election.candidates", "election.nobody", {{"present", std::to_string(e.present)}}});
        return;
    }
    const auto seats = static_cast<std::size_t>(std::max(0, e.seats));
    if (seats == 0 || places.size() <= seats) return;
    if (e.candidates[places[seats - 1]].votes != e.candidates[places[seats]].votes) return;
    errors.push_back(
        {"election.candidates",
         "election.tie",
         {{"votes", std::to_string(e.candidates[places[seats]].votes)}, {"seats", std::to_string(e.seats)}}});
}

Errors check_secretary(const std::vector<PostHolder>& posts) {
    const auto count =
        std::count_if(posts.begin(), posts.end(), [](const auto& one) { return one.post == Post::secretary; });
    if (count == 1) return {};
    return {{"posts", "election.one_secretary", {{"count", std::to_string(count)}}}};
}

std::vector<std::string> names_of(const std::vector<PostHolder>& posts) {
    std::vector<std::string> names;
    for (const PostHolder& holder : posts) names.push_back(holder.name);
    return names;
}

}  // namespace

std::vector<FieldError> check_election(const Election& election, int members, const CommitteeRules& rules) {
    Errors errors;
    check_heads(errors, election, members, rules);
    check_seats(errors, "election.seats", election.seats, members, rules);
    std::vector<std::string> names;
    for (const Candidate& one : election.candidates) names.push_back(one.name);
    for (FieldError& error : check_names("election.candidates", names)) errors.push_back(std::move(error));
    if (!errors.empty()) return errors;
    check_votes(errors, election);
    if (errors.empty()) check_outcome(errors, election);
    return errors;
}

ElectionResult count_election(const Election& election) {
    ElectionResult result;
    result.elected = over_half(election);
    const auto seats = static_cast<std::size_t>(election.seats);
    if (result.elected.size() > seats) result.elected.resize(seats);
    result.has_choice = election.candidates.size() > seats;
    result.open_seats = election.seats - static_cast<int>(result.elected.size());
    return result;
}

std::string_view to_string(Post post) {
    switch (post) {
        case Post::secretary: return "secretary";
        case Post::deputy_secretary: return "deputy_secretary";
        case Post::org_officer: return "org_officer";
        case Post::publicity_officer: return "publicity_officer";
        case Post::officer: return "officer";
    }
    stop("unknown Post");
}

std::optional<Post> post_from(std::string_view text) {
    for (const Post post :
         {Post::secretary, Post::deputy_secretary, Post::org_officer, Post::publicity_officer, Post::officer}) {
        if (to_string(post) == text) return post;
    }
    return std::nullopt;
}

std::vector<FieldError> check_names(const std::string& field, const std::vector<std::string>& names) {
    Errors errors;
    if (names.empty()) return {{field, "election.no_names", {}}};
    if (names.size() > kMostNames) return {{field, "too_many", {{"limit", std::to_string(kMostNames)}}}};
    std::set<std::string> seen;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string place = field + "." + std::to_string(i);
        const Values number{{"number", std::to_string(i + 1)}};
        const std::string name = text::is_valid_utf8(names[i]) ? text::trim(names[i]) : "";
        if (name.empty() || text::count_characters(name) > kNameCharacters || text::plain_line(name) != name) {
            errors.push_back({place, "election.name", number});
        } else if (!seen.insert(name).second) {
            errors.push_back({place, "election.name_twice", {{"number", std::to_string(i + 1)}, {"person", name}}});
        }
    }
    return errors;
}

std::vector<FieldError> check_division(const std::vector<PostHolder>& posts, const std::vector<std::string>& elected) {
    const std::vector<std::string> names = names_of(posts);
    Errors errors = check_names("posts", names);
    if (!errors.empty()) return errors;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (std::find(elected.begin(), elected.end(), names[i]) != elected.end()) continue;
        errors.push_back({"posts." + std::to_string(i), "election.not_elected", {{"person", names[i]}}});
    }
    for (const std::string& name : elected) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            errors.push_back({"posts", "election.without_post", {{"person", name}}});
        }
    }
    for (FieldError& error : check_secretary(posts)) errors.push_back(std::move(error));
    return errors;
}

std::vector<FieldError> check_appointment(const std::vector<PostHolder>& posts, int members,
                                          const CommitteeRules& rules) {
    Errors errors = check_names("posts", names_of(posts));
    if (!errors.empty()) return errors;
    const bool has_committee = members >= rules.committee_from;
    const int most = has_committee ? rules.committee_most : kMostWithoutCommittee;
    // A body that appoints may name a secretary alone, whatever the number of members.
    if (static_cast<int>(posts.size()) > most) {
        check_seats(errors, "posts", static_cast<int>(posts.size()), members, rules);
    }
    for (FieldError& error : check_secretary(posts)) errors.push_back(std::move(error));
    return errors;
}

}  // namespace league
