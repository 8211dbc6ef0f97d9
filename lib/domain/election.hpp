// Election of a branch committee at the founding: is the meeting valid, is the count possible, who is elected
// (domain 5.3, step 5; 5.2 for the size of a committee). Values in, faults or a result out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/problem.hpp"

namespace league {

/// How many of those entitled must be present: over two thirds; older local papers ask four fifths at least.
enum class Quorum { over_two_thirds, four_fifths };

struct CommitteeRules {
    int committee_from = 7;   ///< members from which on there is a committee; below a secretary, a deputy if needed
    int committee_least = 3;  ///< seats of a committee
    int committee_most = 7;
    Quorum quorum = Quorum::over_two_thirds;
};

struct Candidate {
    std::string name;
    int votes = 0;

    bool operator==(const Candidate&) const = default;
};

struct Election {
    int entitled = 0;       ///< members with a vote
    int present = 0;        ///< of these
    int proxies = 0;        ///< votes cast for somebody absent: must be none
    int ballots_out = 0;    ///< handed out
    int ballots_back = 0;   ///< collected
    int ballots_valid = 0;  ///< of these
    int seats = 0;
    std::vector<Candidate> candidates;

    bool operator==(const Election&) const = default;
};

struct ElectionResult {
    std::vector<std::size_t> elected;  ///< places in the list of candidates, most votes first
    bool has_choice = false;           ///< more candidates than seats, as is the rule
    int open_seats = 0;                ///< nobody got over half of those present
};

/// Why the election cannot stand; empty when it does. `members` is the organisation's number of members.
std::vector<FieldError> check_election(const Election& election, int members, const CommitteeRules& rules);
/// Of an election that stands.
ElectionResult count_election(const Election& election);

enum class Post { secretary, deputy_secretary, org_officer, publicity_officer, officer };
std::string_view to_string(Post post);
std::optional<Post> post_from(std::string_view text);

struct PostHolder {
    std::string name;
    Post post = Post::officer;

    bool operator==(const PostHolder&) const = default;
};

/// Names missing, too long or twice, in a list that arrives as `field`.
std::vector<FieldError> check_names(const std::string& field, const std::vector<std::string>& names);
/// Division of work among `elected`: everybody has one post, exactly one is the secretary.
std::vector<FieldError> check_division(const std::vector<PostHolder>& posts, const std::vector<std::string>& elected);
/// Posts that the approving body gives in a temporary branch (domain 5.3: appointed, not elected).
std::vector<FieldError> check_appointment(const std::vector<PostHolder>& posts, int members,
                                          const CommitteeRules& rules);

}  // namespace league
