// A project to found an affiliated organisation: what is planned, and what makes it ripe (R2, R29-R37; domain 5.2).
// Pure values; days are days in Beijing. The steps on its way are founding_step.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/domain/beijing_time.hpp"
#include "lib/domain/building_mode.hpp"
#include "lib/domain/election.hpp"
#include "lib/domain/ids.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/domain/paper.hpp"

namespace league {

/// Numbers that a county sets (domain 5.2; older constitution texts, so configuration).
struct FoundingRules {
    int branch_members = 3;  ///< from here on a branch should be founded
    int general_branch_members = 30;
    int most_members = 50;        ///< of one branch without leave of the superior
    int committee_members = 100;  ///< from here on a grass-roots committee may be thought of
    int recruit_youth = 15;       ///< too few members, but as many youth: admit members first
    int temporary_months = 6;     ///< a project must last this long to have a branch
    CommitteeRules committee;
};

enum class Stage {
    surveyed,           ///< members and youth counted
    prepared,           ///< candidates named by the Party side or the management
    requested,          ///< 请示 has arrived
    founding_approved,  ///< 批复 to found it
    elected,
    appointed,        ///< temporary branches only, in place of an election
    result_reported,  ///< result and division of work
    result_approved,  ///< second 批复: the organisation is founded
    filed,            ///< reported to the county and entered in 智慧团建
    dropped,          ///< given up, with a reason
};
std::string_view to_string(Stage stage);
std::optional<Stage> stage_from(std::string_view text);
/// Whether the organisation exists, so that nothing can be taken back.
bool is_founded(Stage stage);
/// Whether the next step is the township's own: its reply to a request or a report, its filing (domain 5.3).
bool waits_for_township(Stage stage);
/// The paper that comes with reaching the stage.
std::optional<PaperKind> paper_of(Stage stage);

struct ProjectContent {
    OrgUnitId township;
    std::string name;  ///< full name of the future organisation
    std::string short_name;
    OrgKind kind = OrgKind::branch;
    std::string mode;  ///< code of a building mode (R29)
    std::vector<std::string> tags;
    std::vector<ProjectPartner> partners;
    int members = 0;
    int youth = 0;  ///< aged 14 to 28, members among them
    Date counted_on;
    std::string area;                 ///< place that it is built on (R35)
    std::string hobby;                ///< R34
    std::string industry;             ///< as 智慧团建 names it (R36)
    std::string trade;                ///< R37
    std::string category;             ///< kind of organisation as 智慧团建 names it
    std::string leave;                ///< paper by which the superior allows more members than usual
    std::optional<Date> lasts_from;   ///< of temporary branches: when their project began; nothing: counted_on
    std::optional<Date> lasts_until;  ///< of temporary branches: its end
    bool is_student = false;          ///< its term may be one year

    bool operator==(const ProjectContent&) const = default;
};

struct OrgProject {
    OrgProjectId id;
    ProjectContent content;
    Stage stage = Stage::surveyed;
    Date stage_on;                   ///< day of reaching it
    int revision = 1;                ///< grows with every change
    std::optional<OrgUnitId> unit;   ///< once founded
    std::optional<BatchId> batch;    ///< the batch it is approved and founded with
    int batch_sort = 0;              ///< its place there: papers for each are numbered in this order
    std::string first_content_hash;  ///< of what was first accepted under the id
    std::optional<PersonId> created_by;
    Instant created_at;
    Instant changed_at;

    bool operator==(const OrgProject&) const = default;
};

/// Every wrong field; empty when the project can be kept. `mode` is null when no mode in use has the code.
std::vector<FieldError> check_project(const ProjectContent& content, const BuildingMode* mode, Date today);
/// What a project still lacks to be approved (成熟): members, partners of its mode, leave, length. Empty when ripe.
std::vector<FieldError> what_is_missing(const ProjectContent& content, const BuildingMode& mode,
                                        const FoundingRules& rules);
/// What does not hinder but should be seen, as keys "notice.*".
std::vector<FieldError> notices_of(const ProjectContent& content, const FoundingRules& rules);
/// The text that repeats of a creation are compared by.
std::string canonical_text(const ProjectContent& content);

/// What a correction may change: everything until the request is made; then the count of heads until the election,
/// which rests on it, and category and industry until they are filed. Wrong fields of a correction that changes more.
std::vector<FieldError> check_correction(const OrgProject& before, const ProjectContent& after);

/// Projects that are approved and founded together (成熟一批、批准一批、成立一批; R2).
struct Batch {
    BatchId id;
    OrgUnitId unit;  ///< the township
    int year = 0;
    int number = 0;  ///< of the township in that year, from 1
    std::string title;
    std::optional<Date> approved_on;
    std::optional<Date> founded_on;
    std::string first_content_hash;
    std::optional<PersonId> created_by;
    Instant created_at;

    bool operator==(const Batch&) const = default;
};

}  // namespace league
