// The served county with something in it: ways for a test to put a log, a photo, an invite or a published issue there
// without going through the routes it is about to try.
#pragma once

#include <cstdint>
#include <string>

#include "lib/domain/bulletin.hpp"
#include "lib/domain/org_project.hpp"
#include "lib/storage/outbox_store.hpp"
#include "tests/support/served_world.hpp"

namespace league::test {

struct Scene : ServedWorld {
    using ServedWorld::ServedWorld;

    /// Id of a log of QH-CG-01, by its secretary.
    std::string new_log();
    /// Hash of a photo of QH-CG-01.
    std::string new_photo();
    /// Bytes that nobody uploaded yet.
    std::string new_picture();
    /// Code of a kind of activity that an office added.
    std::string new_kind();
    std::string new_invite();
    /// Makes the codes of QH-CG-01 as the operator does; its reference.
    std::string new_branch_codes();
    /// By the officer; earlier ones stop working.
    std::string new_link_code();
    /// Id of a role that a further person holds at QH-CG-01.
    std::string new_role();
    /// Id of the role that this one of the cast holds.
    std::string role_of(const CastMember& member);
    /// Id of a handover by the secretary of QH-CG-01.
    std::string new_handover();
    /// Id of feedback by the secretary of QH-CG-01.
    std::string new_feedback();
    /// Id of a log of QH-CG-01 whose words WeChat takes to be forbidden.
    std::string new_doubtful_log();
    /// Hash of a photo in a log of QH-CG-01 that WeChat takes to be forbidden.
    std::string new_doubtful_photo();
    /// Id of a proposal about two further people of QH-CG.
    std::string new_merge_proposal();
    /// Id of a project of QH-CG, by its secretary, led up to the stage (surveyed to founding_approved).
    std::string new_project(Stage stage = Stage::surveyed);
    /// Id of the newest step of a project.
    std::string last_step(const std::string& project);
    /// Id of a batch of QH-CG with one project, approved or not.
    std::string new_batch(Stage stage = Stage::requested);
    /// Id of the county's open campaign, which is opened when there is none.
    std::string open_campaign();
    /// None is open any more.
    void close_campaign();
    /// Id of a contact of the township QH-CG.
    std::string new_contact();
    /// Id of a supervision of the township QH-CG, proposed by the county.
    std::string new_supervision();
    std::string new_call();   ///< an entry of the list to phone
    std::string new_pause();  ///< of reminders of QH-CG
    /// Id of a batch of an export with one organisation of the county, unknown to it: row 1.
    std::string new_import();
    /// The same, committed.
    std::string new_committed_import();
    /// Id of a row of the outbox in that state (not sending).
    std::string new_outbox_row(OutboxState state);
    /// Id of a newsletter of the county, nothing of it in the account, or a draft of it.
    std::string new_bulletin(BulletinState state = BulletinState::composed);
    /// A published issue of the county's column.
    void publish_issue(int issue, const std::string& period);

private:
    std::uint8_t pictures_ = 0;
    int kinds_ = 0;
    int projects_ = 0;
    int calls_ = 0;
};

}  // namespace league::test
