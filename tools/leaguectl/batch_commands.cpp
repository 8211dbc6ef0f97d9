// batch, paper: approving and founding together, and the register of papers.
#include "lib/app/manage_batches.hpp"
#include "lib/app/read_projects.hpp"
#include "tools/leaguectl/founding.hpp"

namespace league::ctl {
namespace {

struct BatchArguments {
    std::string id, org, title, on, papers = "one", project;
    std::vector<std::string> projects;
    PaperArguments paper;
    int term_years = 0;
};

Report report_of(const BatchRow& row) {
    const Batch& batch = row.batch;
    const auto day = [](const std::optional<Date>& date) { return date ? to_iso(*date) : std::string("-"); };
    Report report;
    report.text = batch.id.str() + "  " + row.unit_name + "  " + std::to_string(batch.year) + " no. " +
                  std::to_string(batch.number) + "  " + batch.title + "  projects " +
                  std::to_string(row.counts.projects) + ", approved " + std::to_string(row.counts.approved) + " (" +
                  day(batch.approved_on) + "), founded " + std::to_string(row.counts.founded) + " (" +
                  day(batch.founded_on) + ")\n";
    report.json = {{"id", batch.id.str()},
                   {"township", row.unit_code},
                   {"year", batch.year},
                   {"number", batch.number},
                   {"title", batch.title},
                   {"approved_on", day(batch.approved_on)},
                   {"founded_on", day(batch.founded_on)},
                   {"projects", row.counts.projects},
                   {"approved", row.counts.approved},
                   {"founded", row.counts.founded}};
    return report;
}

Report create(Desk& desk, const BatchArguments& a) {
    FoundingDesk founding(desk);
    CreateBatch::Input input;
    input.id = BatchId(founding.new_id(desk));
    input.org = a.org;
    input.title = a.title;
    for (const std::string& id : a.projects) input.projects.emplace_back(id);
    return report_of(CreateBatch(founding.parts).run(Actor::system(), input).batch);
}

BatchStepInput step_of(const BatchArguments& a) {
    BatchStepInput input;
    input.id = BatchId(a.id);
    const auto on = day_if_given("on", a.on);
    if (!on) throw Problem::invalid("on", "field.missing");
    input.on = *on;
    input.paper = a.paper.input();
    const auto papers = batch_papers_from(a.papers);
    if (!papers) throw Problem::invalid("papers", "field.not_a_choice");
    input.papers = *papers;
    input.term_years = a.term_years;
    return input;
}

Report leave(Desk& desk, const BatchArguments& a) {
    FoundingDesk founding(desk);
    LeaveBatch(founding.parts).run(Actor::system(), {BatchId(a.id), OrgProjectId(a.project)});
    return {"left\n", {{"left", a.project}}, 0};
}

Report list(Desk& desk, const std::string& org) {
    Report report;
    report.json = {{"batches", nlohmann::json::array()}};
    for (const BatchRow& row : ListBatches(desk.ready_database()).run(Actor::system(), org)) {
        const Report one = report_of(row);
        report.text += one.text;
        report.json["batches"].push_back(one.json);
    }
    if (report.text.empty()) report.text = "no batch yet\n";
    return report;
}

Report list_papers(Desk& desk, const std::string& org, const std::string& kind, int year) {
    ListPapers::Input input;
    input.unit = org;
    input.filter.limit = 100;
    if (!kind.empty()) {
        input.filter.kind = paper_kind_from(kind);
        if (!input.filter.kind) throw Problem::invalid("paper_kind", "field.not_a_choice");
    }
    if (year != 0) input.filter.year = year;
    Report report;
    report.json = {{"papers", nlohmann::json::array()}};
    ListPapers papers(desk.ready_database(), desk.seals());
    PaperStore::Page page;
    do {
        page = papers.run(Actor::system(), input);
        for (const PaperRow& row : page.rows) {
            const Paper& paper = row.paper;
            report.text += to_iso(paper.issued_on) + "  " + row.unit_name + "  " + paper.mark + "  " + paper.title +
                           "  " + paper.signatory + (paper.void_at ? "  (void)" : "") + "\n";
            report.json["papers"].push_back({{"id", paper.id.str()},
                                             {"township", row.unit_code},
                                             {"kind", to_string(paper.kind)},
                                             {"mark", paper.mark},
                                             {"title", paper.title},
                                             {"issued_on", to_iso(paper.issued_on)},
                                             {"signatory", paper.signatory},
                                             {"void", paper.void_at.has_value()}});
        }
        input.filter.offset += input.filter.limit;
    } while (input.filter.offset < page.total);
    report.json["total"] = page.total;
    return report;
}

CLI::App* add_word(CLI::App* noun, const char* name, const char* about, BatchArguments& a) {
    CLI::App* command = noun->add_subcommand(name, about);
    command->add_option("id", a.id, "of the batch, as listed")->required();
    command->add_option("--on", a.on, "day of the reply, 2026-10-15")->required();
    command->add_option("--papers", a.papers, "one for all, or each its own")->capture_default_str();
    add_paper_options(command, a.paper);
    return command;
}

}  // namespace

void add_batch(CLI::App& line, const Choose& choose) {
    auto a = std::make_shared<BatchArguments>();
    CLI::App* noun = line.add_subcommand("batch", "projects that are approved and founded together");
    noun->require_subcommand(1);
    CLI::App* making = noun->add_subcommand("create", "put ripe projects of a township together");
    making->add_option("--org", a->org, "code or id of the township")->required();
    making->add_option("--title", a->title, "what the batch is called");
    making->add_option("--project", a->projects, "id of a project; repeated for each")->required();
    making->callback([=] { choose([=](Desk& desk) { return create(desk, *a); }); });

    add_word(noun, "approve", "the first reply to all of them", *a)->callback([=] {
        choose([=](Desk& desk) {
            return report_of(ApproveBatch(FoundingDesk(desk).parts).run(Actor::system(), step_of(*a)).batch);
        });
    });
    CLI::App* founding = add_word(noun, "found", "the second reply: all are founded", *a);
    founding->add_option("--term", a->term_years, "years of the first term");
    founding->callback([=] {
        choose([=](Desk& desk) {
            return report_of(FoundBatch(FoundingDesk(desk).parts).run(Actor::system(), step_of(*a)).batch);
        });
    });
    CLI::App* leaving = noun->add_subcommand("leave", "a project that lags goes on alone");
    leaving->add_option("id", a->id, "of the batch, as listed")->required();
    leaving->add_option("--project", a->project, "id of the project")->required();
    leaving->callback([=] { choose([=](Desk& desk) { return leave(desk, *a); }); });
    CLI::App* listing = noun->add_subcommand("list", "batches and how far they are");
    listing->add_option("--org", a->org, "code or id of a unit; left out: the top");
    listing->callback([=] { choose([=](Desk& desk) { return list(desk, a->org); }); });
}

void add_paper(CLI::App& line, const Choose& choose) {
    auto org = std::make_shared<std::string>();
    auto kind = std::make_shared<std::string>();
    auto year = std::make_shared<int>(0);
    CLI::App* noun = line.add_subcommand("paper", "papers of founding organisations");
    noun->require_subcommand(1);
    CLI::App* listing = noun->add_subcommand("list", "the register, newest day first");
    listing->add_option("--org", *org, "code or id of a unit; left out: the top");
    listing->add_option("--kind", *kind,
                        "request, founding_reply, appointment, election_report, result_reply or filing");
    listing->add_option("--year", *year, "of the day of issue");
    listing->callback([=] { choose([=](Desk& desk) { return list_papers(desk, *org, *kind, *year); }); });
}

}  // namespace league::ctl
