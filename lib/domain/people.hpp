// People, their WeChat identities and the papers that join the two: invites, link codes, merge proposals
// (domain 1.2). Values and the rules of writing them; who may do what is permission.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/clock.hpp"
#include "lib/domain/ids.hpp"
#include "lib/domain/permission.hpp"

namespace league {

struct Person {
    PersonId id;
    std::string name;                  ///< may be empty when an invite named nobody
    std::optional<std::string> phone;  ///< as normal_phone() gives it
    Instant created_at;
    std::optional<PersonId> merged_into;

    bool operator==(const Person&) const = default;
};

/// One openid in one account. Unbound until an invite, a link code or a unionid names the person.
struct Identity {
    IdentityId id;
    std::string account;
    OpenId openid;
    std::optional<std::string> unionid;
    std::optional<PersonId> person;
    bool follows = false;                    ///< of an official account: reachable by it
    std::optional<Instant> last_message_at;  ///< opens the customer-service window
    Instant created_at;

    bool operator==(const Identity&) const = default;
};

struct Invite {
    InviteId id;
    Role role = Role::branch_secretary;
    OrgUnitId unit;
    std::optional<std::string> name;
    std::optional<std::string> phone;
    std::optional<PersonId> created_by;  ///< nothing: the operator
    Instant created_at;
    Instant expires_at;
    std::optional<PersonId> used_by;
    std::optional<Instant> used_at;
    std::optional<RoleGrantId> ends_grant;  ///< a handover: using it ends this grant of the giver
    std::optional<Instant> cancelled_at;    ///< of a handover that was taken back or replaced

    bool operator==(const Invite&) const = default;
};

struct LinkCode {
    std::string id;
    PersonId person;
    Instant created_at;
    Instant expires_at;
    std::optional<Instant> used_at;

    bool operator==(const LinkCode&) const = default;
};

enum class MergeVerdict { merged, refused };
std::string_view to_string(MergeVerdict verdict);
std::optional<MergeVerdict> merge_verdict_from(std::string_view text);

/// Two bound people that one unionid shows to be one.
struct MergeProposal {
    MergeId id;
    PersonId keep;   ///< the one known longer
    PersonId merge;  ///< whose roles and identities would move
    Instant created_at;
    std::optional<Instant> decided_at;
    std::optional<PersonId> decided_by;
    std::optional<MergeVerdict> verdict;

    bool operator==(const MergeProposal&) const = default;
};

constexpr std::size_t kPersonNameCharacters = 30;

/// A name without surrounding space, 1..30 characters, no control characters; nothing otherwise.
std::optional<std::string> normal_person_name(std::string_view text);
/// Digits only, +86 dropped, 5..15 of them (landlines too); nothing when it is no phone number.
std::optional<std::string> normal_phone(std::string_view text);
/// "138****1234": for those who may not see it in full.
std::string masked_phone(std::string_view phone);

/// What a person may have typed for an invite code (small letters, spaces, hyphens, full-width) as the eight
/// characters that were issued; nothing when it cannot be one.
std::optional<std::string> normal_invite_code(std::string_view typed);
/// "ABCD2345" as people read it: "ABCD-2345".
std::string printed_invite_code(std::string_view code);
/// Six digits, full-width and spaces allowed; nothing otherwise.
std::optional<std::string> normal_link_code(std::string_view typed);

}  // namespace league
