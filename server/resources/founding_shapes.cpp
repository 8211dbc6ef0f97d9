#include "server/resources/founding_shapes.hpp"

#include "lib/domain/beijing_time.hpp"

namespace league::shapes {
namespace {

json date(const std::optional<Date>& date) {
    return date ? json(to_iso(*date)) : json(nullptr);
}

template <class T>
json or_null(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}

template <class Id>
json id_or_null(const std::optional<Id>& id) {
    return id ? json(id->str()) : json(nullptr);
}

json sentences(const std::vector<FieldError>& errors, const Phrases& phrases) {
    json list = json::array();
    for (const FieldError& error : errors) {
        list.push_back({{"field", error.field}, {"message", phrases.explain(error)}});
    }
    return list;
}

json partner(const ProjectPartner& partner) {
    return {{"kind", to_string(partner.kind)},
            {"name", partner.name},
            {"credit_code", partner.credit_code},
            {"is_lead", partner.is_lead},
            {"members", or_null(partner.members)}};
}

json election(const Election& election) {
    return {{"entitled", election.entitled},           {"present", election.present},
            {"ballots_out", election.ballots_out},     {"ballots_back", election.ballots_back},
            {"ballots_valid", election.ballots_valid}, {"seats", election.seats}};
}

json person(const ProjectStep::Name& name) {
    return {{"name", name.name},
            {"votes", or_null(name.votes)},
            {"elected", name.elected},
            {"post", name.post ? json(to_string(*name.post)) : json(nullptr)}};
}

json step(const ShowProject::Step& shown) {
    const ProjectStep& step = shown.step;
    json people = json::array();
    for (const ProjectStep::Name& one : step.people) people.push_back(person(one));
    json taken_back = nullptr;
    if (step.taken_back_at) {
        taken_back = {{"at", to_rfc3339(*step.taken_back_at)}, {"reason", step.taken_back_reason}};
    }
    return {{"id", step.id.str()},
            {"stage", to_string(step.stage)},
            {"on", to_iso(step.on)},
            {"paper", step.paper ? paper(*step.paper) : json(nullptr)},
            {"note", step.note},
            {"entered_on", date(step.entered_on)},
            {"election", step.election ? election(*step.election) : json(nullptr)},
            {"people", std::move(people)},
            {"recorded_at", to_rfc3339(step.recorded_at)},
            {"recorded_by", shown.recorded_by},
            {"taken_back", std::move(taken_back)}};
}

}  // namespace

json project(const OrgProject& project) {
    const ProjectContent& content = project.content;
    json partners = json::array();
    for (const ProjectPartner& one : content.partners) partners.push_back(partner(one));
    return {
        {"id", project.id.str()},
        {"org_id", content.township.str()},
        {"org_name", content.name},
        {"org_short_name", content.short_name},
        {"org_kind", to_string(content.kind)},
        {"mode", content.mode},
        {"tags", content.tags},
        {"partners", std::move(partners)},
        {"members", content.members},
        {"youth", content.youth},
        {"counted_on", to_iso(content.counted_on)},
        {"area", content.area},
        {"hobby", content.hobby},
        {"industry", content.industry},
        {"trade", content.trade},
        {"org_category", content.category},
        {"leave_paper", content.leave},
        {"lasts_from", date(content.lasts_from)},
        {"lasts_until", date(content.lasts_until)},
        {"is_student", content.is_student},
        {"stage", to_string(project.stage)},
        {"stage_on", to_iso(project.stage_on)},
        {"revision", project.revision},
        {"founded_id", id_or_null(project.unit)},
        {"batch_id", id_or_null(project.batch)},
        {"created_at", to_rfc3339(project.created_at)},
        {"changed_at", to_rfc3339(project.changed_at)},
    };
}

json project_row(const ListProjects::Row& row, const Phrases& phrases) {
    json shown = project(row.row.project);
    shown["township"] = {{"code", row.row.township_code}, {"name", row.row.township_name}};
    shown["missing"] = sentences(row.missing, phrases);
    return shown;
}

json project_in_full(const ShowProject::Output& output, const Phrases& phrases) {
    json shown = project(output.project);
    shown["township"] = {{"code", output.township.code}, {"name", output.township.name}};
    shown["mode_label"] = output.mode_label;
    shown["unit"] = output.unit ? unit_line(*output.unit) : json(nullptr);
    shown["missing"] = sentences(output.missing, phrases);
    shown["notices"] = sentences(output.notices, phrases);
    shown["steps"] = json::array();
    for (const ShowProject::Step& one : output.steps) shown["steps"].push_back(step(one));
    return shown;
}

json batch(const BatchRow& row) {
    const Batch& batch = row.batch;
    return {{"id", batch.id.str()},
            {"township", {{"code", row.unit_code}, {"name", row.unit_name}}},
            {"year", batch.year},
            {"number", batch.number},
            {"batch_title", batch.title},
            {"approved_on", date(batch.approved_on)},
            {"founded_on", date(batch.founded_on)},
            {"projects", row.counts.projects},
            {"approved", row.counts.approved},
            {"founded", row.counts.founded},
            {"created_at", to_rfc3339(batch.created_at)}};
}

json paper(const Paper& paper) {
    return {{"id", paper.id.str()},
            {"paper_kind", to_string(paper.kind)},
            {"series", paper.series},
            {"year", or_null(paper.year)},
            {"number", or_null(paper.number)},
            {"mark", paper.mark},
            {"title", paper.title},
            {"issued_on", to_iso(paper.issued_on)},
            {"signatory", paper.signatory},
            {"recorded_at", to_rfc3339(paper.recorded_at)},
            {"void_at", instant(paper.void_at)}};
}

json paper_row(const PaperRow& row) {
    json shown = paper(row.paper);
    shown["township"] = {{"code", row.unit_code}, {"name", row.unit_name}};
    shown["projects"] = row.projects;
    shown["project"] = row.project;
    return shown;
}

json building_mode(const BuildingMode& mode) {
    json needs = json::array();
    for (const PartnerNeed& need : mode.partners) {
        needs.push_back(
            {{"kind", to_string(need.kind)}, {"min", need.min}, {"max", need.max}, {"needs_lead", need.needs_lead}});
    }
    return {{"code", mode.code}, {"mode_label", mode.label}, {"description", mode.description},
            {"sort", mode.sort}, {"in_use", mode.in_use},    {"needs", std::move(needs)}};
}

}  // namespace league::shapes
