#include "lib/app/save_project.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/building_mode_store.hpp"
#include "lib/storage/org_project_store.hpp"

namespace league {
namespace {

/// Without white space around what was typed; a project without a short name goes by its full one.
ProjectContent tidied(ProjectContent content) {
    for (std::string* line : {&content.name, &content.short_name, &content.area, &content.hobby, &content.industry,
                              &content.trade, &content.category, &content.leave}) {
        *line = text::trim(*line);
    }
    for (std::string& tag : content.tags) tag = text::trim(tag);
    for (ProjectPartner& partner : content.partners) {
        partner.name = text::trim(partner.name);
        partner.credit_code = text::trim(partner.credit_code);
    }
    if (content.short_name.empty()) content.short_name = content.name;
    return content;
}

/// `before` is null for a new project; what it holds already may be out of use by now.
void check(ReadTransaction& tx, const ProjectContent& content, const OrgProject* before) {
    const auto mode = BuildingModeStore(tx).find(content.mode);
    const bool usable = mode && (mode->in_use || (before != nullptr && before->content.mode == mode->code));
    std::vector<FieldError> errors = check_project(content, usable ? &*mode : nullptr, beijing_date(tx.now()));
    if (before != nullptr) {
        for (FieldError& error : check_correction(*before, content)) errors.push_back(std::move(error));
    }
    const std::optional<OrgProjectId> own = before != nullptr ? std::optional(before->id) : std::nullopt;
    if (errors.empty() && OrgProjectStore(tx).is_name_taken(content.township, content.name, own)) {
        errors.push_back({"org_name", "founding.name_taken", {{"value", content.name}}});
    }
    if (!errors.empty()) throw Problem::invalid(std::move(errors));
}

std::vector<PartnerId> keep_partners(Transaction& tx, Random& random, const ProjectContent& content) {
    std::vector<PartnerId> ids;
    for (const ProjectPartner& partner : content.partners) {
        const PartnerId fresh(make_uuid_v7(random, tx.now()));
        ids.push_back(PartnerWriter(tx).find_or_add(fresh, content.township, partner));
    }
    return ids;
}

}  // namespace

SaveProject::Output SaveProject::run(const Actor& actor, const Input& input) {
    return parts_.database.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit township = find_township(tx, current, Verb::found_orgs, input.content.township.str());
        if (!is_uuid(input.id.str())) throw Problem::invalid("id", "founding.id_not_uuid");
        OrgProject project;
        project.content = tidied(input.content);
        project.content.township = township.id;
        project.first_content_hash = parts_.seals.digest.sha256(canonical_text(project.content));
        if (auto earlier = OrgProjectStore(tx).find(input.id)) {
            load_project(tx, current, Verb::found_orgs, input.id);
            if (earlier->first_content_hash != project.first_content_hash) {
                throw Problem(ProblemCode::conflict, "founding.other_content_under_id");
            }
            return Output{/*created=*/false, *std::move(earlier)};
        }
        check(tx, project.content, nullptr);
        project.id = input.id;
        project.stage_on = project.content.counted_on;
        project.created_by = current.person;
        project.created_at = project.changed_at = tx.now();
        OrgProjectWriter(tx).insert(project, keep_partners(tx, parts_.random, project.content));
        AuditWriter(tx, parts_.seals.digest).append(current, {"create_project", "org_project", project.id.str(), {}});
        return Output{/*created=*/true, std::move(project)};
    });
}

CorrectProject::Output CorrectProject::run(const Actor& actor, const Input& input) {
    return parts_.database.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const LoadedProject loaded = load_project(tx, current, Verb::found_orgs, input.id);
        const OrgProject& before = loaded.project;
        OrgProject next = before;
        next.content = tidied(input.content);
        const std::string& said = input.content.township.str();
        if (!said.empty() && said != loaded.township.id.str() && said != loaded.township.code) {
            throw Problem::invalid("org_id", "founding.township_fixed");
        }
        next.content.township = loaded.township.id;
        if (next.content == before.content) return Output{/*changed=*/false, before};
        if (input.base_revision != before.revision) {
            throw Problem(ProblemCode::conflict, "founding.changed_meanwhile");
        }
        check(tx, next.content, &before);
        if (before.stage == Stage::surveyed) next.stage_on = next.content.counted_on;
        ++next.revision;
        next.changed_at = tx.now();
        OrgProjectWriter(tx).update(next, keep_partners(tx, parts_.random, next.content));
        AuditWriter(tx, parts_.seals.digest)
            .append(current, {"correct_project", "org_project", next.id.str(), {"content"}});
        return Output{/*changed=*/true, std::move(next)};
    });
}

}  // namespace league
