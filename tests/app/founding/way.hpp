// A project led along its way in one line, by the secretary of 城关镇: tests of founding begin where they need to.
#pragma once

#include <string>
#include <vector>

#include "lib/app/manage_batches.hpp"
#include "lib/app/read_projects.hpp"
#include "lib/app/record_step.hpp"
#include "lib/app/save_project.hpp"
#include "lib/documents/phrases.hpp"
#include "tests/support/places.hpp"
#include "tests/support/world.hpp"

namespace league::test {

inline Date day(const char* iso) {
    return *date_from_iso(iso);
}

struct Way {
    World world;
    Phrases phrases{source_dir() + "/templates"};
    FoundingParts parts{world.database(), world.seals(), world.random(), phrases, {}};

    std::string new_id() { return make_uuid_v7(world.random(), world.clock().now()); }
    Actor secretary() { return world.actor(world.cg_secretary); }

    /// 村村联建 of two villages with four members, counted on the 1st of October.
    ProjectContent joint(const std::string& name = "河湾村石桥村联合团支部") const {
        ProjectContent content;
        content.township = OrgUnitId("QH-CG");
        content.name = name;
        content.kind = OrgKind::joint_branch;
        content.mode = "M4";
        content.members = 4;
        content.youth = 31;
        content.counted_on = day("2026-10-01");
        content.partners = {{PartnerKind::village, name + "河湾村", "", true, 2},
                            {PartnerKind::village, name + "石桥村", "", false, 2}};
        content.category = "联合团支部";
        content.industry = "农、林、牧、渔业";
        return content;
    }

    OrgProject survey(const ProjectContent& content) {
        return SaveProject(parts).run(secretary(), {OrgProjectId(new_id()), content}).project;
    }
    OrgProject survey() { return survey(joint()); }

    /// A step that is right in every part, on its usual day.
    StepInput step(Stage stage) const {
        StepInput input;
        input.stage = stage;
        if (paper_of(stage)) {
            input.paper = PaperInput();
            input.paper->signatory = "王城关";
        }
        input.on = day_of(stage);
        input.note = stage == Stage::requested ? "青年集中,有活动场所" : "";
        input.consent = stage == Stage::requested || stage == Stage::elected;
        if (stage == Stage::prepared) input.candidates = {"孙一", "钱二"};
        if (stage == Stage::elected) {
            input.election = Election{4, 4, 0, 4, 4, 4, 1, {{"孙一", 3}, {"钱二", 1}}};
        }
        if (stage == Stage::result_reported || stage == Stage::appointed) input.posts = {{"孙一", Post::secretary}};
        if (stage == Stage::filed) {
            input.confirm = StepInput::Confirmation{joint().name, joint().category, joint().industry};
        }
        return input;
    }
    static Date day_of(Stage stage) {
        switch (stage) {
            case Stage::surveyed: return day("2026-10-01");
            case Stage::prepared: return day("2026-10-08");
            case Stage::requested: return day("2026-10-10");
            case Stage::founding_approved: return day("2026-10-15");
            case Stage::elected:
            case Stage::appointed: return day("2026-10-20");
            case Stage::result_reported: return day("2026-10-22");
            case Stage::result_approved: return day("2026-10-26");
            case Stage::filed: return day("2026-10-30");
            case Stage::dropped: return day("2026-11-01");
        }
        return {};
    }

    OrgProject take(const OrgProject& project, const StepInput& input) {
        return RecordStep(parts).run(secretary(), {project.id, OrgStepId(new_id()), input}).project;
    }
    /// From where it stands up to `last`, by an election.
    OrgProject lead(OrgProject project, Stage last) {
        for (const Stage stage : {Stage::prepared, Stage::requested, Stage::founding_approved, Stage::elected,
                                  Stage::result_reported, Stage::result_approved, Stage::filed}) {
            if (project.stage == last) break;
            if (stage <= project.stage) continue;
            project = take(project, step(stage));
        }
        return project;
    }
    OrgProject now(const OrgProjectId& id) { return ShowProject(parts).run(Actor::system(), id).project; }
};

}  // namespace league::test
