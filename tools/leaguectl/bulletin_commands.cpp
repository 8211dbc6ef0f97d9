// bulletin: of every kind: compose, change the words, approve, release, preview, confirm, withdraw, and the papers of
// one.
#include <iostream>

#include "lib/app/edit_bulletin.hpp"
#include "lib/app/manage_outbox.hpp"
#include "lib/app/read_bulletins.hpp"
#include "lib/app/settings.hpp"
#include "lib/app/withdraw_bulletin.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tools/leaguectl/command.hpp"
#include "tools/leaguectl/files.hpp"
#include "tools/leaguectl/sending.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

constexpr std::size_t kWordsBytes = 256 * 1024;

struct BulletinArguments {
    std::string id;
    std::string unit;
    std::string kind;
    std::string state;
    std::string period;
    std::string about;
    std::string correction;
    std::string words;  ///< file
    int revision = 0;
    std::string by;
    std::string release = "publish";
    std::string at;
    std::vector<std::string> people;
    std::string url;
    std::string reason;
    bool understood = false;
    int limit = 24;
};

/// What one run needs; the parts outlive the use cases made of them.
struct Room {
    explicit Room(Desk& opened)
        : desk(opened), parts(opened.config()), options(bulletin_options(opened.config())), read(make_read()) {}

    ReadBulletins make_read() {
        return {desk.ready_database(), desk.seals(), desk.random(), parts.phrases, parts.writer, options.approval};
    }
    BulletinId id_of(const BulletinArguments& arguments) const {
        if (!is_uuid(arguments.id)) throw Problem::invalid("id", "field.not_an_id");
        return BulletinId(arguments.id);
    }

    Desk& desk;
    ColumnParts parts;
    BulletinOptions options;
    ReadBulletins read;
};

json json_of(const Phrases& phrases, const ReadBulletins::View& view) {
    const Bulletin& one = view.bulletin;
    return {{"id", one.id.str()},
            {"kind", to_string(one.kind)},
            {"issue", one.issue},
            {"edition", one.edition},
            {"period", one.period},
            {"state", to_string(one.state)},
            {"release", to_string(one.release)},
            {"goes_at", one.goes_at ? json(to_rfc3339(*one.goes_at)) : json()},
            {"revision", one.revision},
            {"title", one.title},
            {"digest", one.digest},
            {"approved_by", one.is_approved() ? json(view.approver) : json()},
            {"waits_for_approval", view.waits_for_approval},
            {"under_way", view.is_under_way},
            {"note", explain_note(phrases, one.note)},
            {"article_url", one.article_url},
            {"composed_at", to_rfc3339(one.composed_at)}};
}

std::string line_of(const Phrases& phrases, const ReadBulletins::View& view) {
    const Bulletin& one = view.bulletin;
    std::string line = one.id.str() + "  " + std::string(to_string(one.kind)) + " " + std::to_string(one.issue) + "  " +
                       one.period + "  " + std::string(to_string(one.state)) + "  " + one.title + "\n";
    if (one.goes_at) line += "   goes at " + to_rfc3339(*one.goes_at) + "\n";
    // A withdrawn article is gone from its address.
    if (!one.article_url.empty() && one.state != BulletinState::withdrawn) line += "   " + one.article_url + "\n";
    if (view.waits_for_approval) line += "   waits for approval of revision " + std::to_string(one.revision) + "\n";
    const std::string cure = explain_note(phrases, one.note);
    if (!cure.empty()) line += "   " + cure + "\n";
    return line;
}

Report report_of(Room& room, const BulletinId& id) {
    const ReadBulletins::View view = room.read.find(Actor::system(), id);
    return {line_of(room.parts.phrases, view), json_of(room.parts.phrases, view), 0};
}

/// {"title": "...", "opening": "..."}; a line break ends a paragraph.
BulletinWords words_from(const std::string& file) {
    if (file.empty()) return {};
    const json given = json::parse(read_whole(file, kWordsBytes), nullptr, false);
    if (!given.is_object()) throw Problem::invalid("words", "field.not_text");
    BulletinWords words;
    const std::map<std::string, std::string*> parts{
        {"title", &words.title},           {"digest", &words.digest},     {"opening", &words.opening},
        {"praise", &words.praise},         {"problems", &words.problems}, {"body", &words.body},
        {"next_steps", &words.next_steps},
    };
    for (const auto& [name, value] : given.items()) {
        const auto part = parts.find(name);
        if (part == parts.end() || !value.is_string()) throw Problem::invalid("article." + name, "field.not_text");
        *part->second = value.get<std::string>();
    }
    return words;
}

Report list(Desk& desk, const BulletinArguments& arguments) {
    Room room(desk);
    ReadBulletins::Input input;
    input.unit = arguments.unit;
    input.limit = arguments.limit;
    if (!arguments.kind.empty()) input.kind = bulletin_kind_from(arguments.kind);
    if (!arguments.state.empty()) input.state = bulletin_state_from(arguments.state);
    Report report;
    report.json["bulletins"] = json::array();
    for (const ReadBulletins::View& view : room.read.list(Actor::system(), input)) {
        report.text += line_of(room.parts.phrases, view);
        report.json["bulletins"].push_back(json_of(room.parts.phrases, view));
    }
    if (report.text.empty()) report.text = "no bulletin yet\n";
    return report;
}

Report compose(Desk& desk, const BulletinArguments& arguments) {
    Room room(desk);
    ComposeBulletin::Input input;
    input.unit = arguments.unit;
    const auto kind = bulletin_kind_from(arguments.kind);
    if (!kind) throw Problem::invalid("kind", "bulletin.unknown_kind", {{"kind", arguments.kind}});
    input.kind = *kind;
    if (!arguments.period.empty()) {
        input.period = parse_period(arguments.period);
        if (!input.period) throw Problem::invalid("period", "period_malformed", {{"example", "2026-11"}});
    }
    if (!arguments.about.empty()) input.about = BulletinId(arguments.about);
    input.correction = arguments.correction;
    input.words = words_from(arguments.words);
    ComposeBulletin use_case(desk.ready_database(), desk.seals(), desk.random(), room.parts.phrases, room.parts.writer,
                             room.options);
    const auto made = use_case.run(Actor::system(), input);
    Report report = report_of(room, made.bulletin.id);
    report.json["created"] = made.created;
    return report;
}

Report edit(Desk& desk, const BulletinArguments& arguments) {
    Room room(desk);
    EditBulletin use_case(desk.ready_database(), desk.seals(), desk.random(), room.parts.phrases, room.parts.writer,
                          room.options.approval);
    use_case.run(Actor::system(), {room.id_of(arguments), arguments.revision, words_from(arguments.words)});
    return report_of(room, room.id_of(arguments));
}

Report approve(Desk& desk, const BulletinArguments& arguments) {
    Room room(desk);
    ApproveBulletin use_case(desk.ready_database(), desk.seals(), desk.random(), room.options.approval);
    use_case.run(Actor::system(), {room.id_of(arguments), arguments.revision, PersonId(arguments.by)});
    return report_of(room, room.id_of(arguments));
}

Report release(Desk& desk, const BulletinArguments& arguments) {
    Room room(desk);
    ReleaseBulletin::Input input;
    input.id = room.id_of(arguments);
    const auto how = release_from(arguments.release);
    if (!how) throw Problem::invalid("release", "field.not_a_choice");
    input.release = *how;
    if (!arguments.at.empty()) {
        input.goes_at = instant_from_rfc3339(arguments.at);
        if (!input.goes_at) throw Problem::invalid("goes_at", "field.not_an_instant");
    }
    ReleaseBulletin use_case(desk.ready_database(), desk.seals(), desk.random(), room.parts.phrases, room.options);
    use_case.run(Actor::system(), input);
    return report_of(room, input.id);
}

Report preview(Desk& desk, const BulletinArguments& arguments) {
    Room room(desk);
    PreviewBulletin::Input input;
    input.id = room.id_of(arguments);
    for (const std::string& person : arguments.people) input.people.emplace_back(person);
    PreviewBulletin use_case(desk.ready_database(), desk.seals(), desk.random());
    const int count = use_case.run(Actor::system(), input).sent_to;
    return {"on its way to " + std::to_string(count) + "\n", {{"sent_to", count}}, 0};
}

Report confirm(Desk& desk, const BulletinArguments& arguments) {
    Room room(desk);
    ConfirmPublished use_case(desk.ready_database(), desk.seals());
    use_case.run(Actor::system(), {room.id_of(arguments), arguments.url});
    return report_of(room, room.id_of(arguments));
}

Report withdraw(Desk& desk, const BulletinArguments& arguments) {
    Room room(desk);
    WithdrawBulletin use_case(desk.ready_database(), desk.seals(), desk.random());
    use_case.run(Actor::system(), {room.id_of(arguments), arguments.reason, arguments.understood});
    return report_of(room, room.id_of(arguments));
}

Report show(Desk& desk, const BulletinArguments& arguments) {
    Room room(desk);
    return report_of(room, room.id_of(arguments));
}

/// The page itself, to be kept in a file.
Report page_of(const std::string& html) {
    return {html, {{"html", html}}, 0};
}

Report copy(Desk& desk, const BulletinArguments& arguments) {
    Room room(desk);
    return page_of(room.read.page_to_copy(Actor::system(), room.id_of(arguments)));
}

Report internal(Desk& desk, const BulletinArguments& arguments) {
    Room room(desk);
    return page_of(room.read.internal_page(Actor::system(), room.id_of(arguments)));
}

}  // namespace

void add_bulletin(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<BulletinArguments>();
    CLI::App* noun = line.add_subcommand("bulletin", "bulletins of every kind: their words, approval and way out");
    noun->require_subcommand(1);
    const auto add = [&](const char* verb, const char* what, Report (*run)(Desk&, const BulletinArguments&)) {
        CLI::App* command = noun->add_subcommand(verb, what);
        command->callback([=] { choose([=](Desk& desk) { return run(desk, *arguments); }); });
        return command;
    };
    const auto add_for_one = [&](const char* verb, const char* what, Report (*run)(Desk&, const BulletinArguments&)) {
        CLI::App* command = add(verb, what, run);
        command->add_option("--id", arguments->id, "as listed")->required();
        return command;
    };
    const char* const kinds = "progress_column, meeting, newsletter, publicity or erratum";
    const char* const words =
        "file: {\"title\", \"digest\", \"opening\", \"praise\", \"problems\", \"next_steps\", \"body\"}";

    CLI::App* all = add("list", "the newest first", list);
    all->add_option("--unit", arguments->unit, "code or id; by default the top of the tree");
    all->add_option("--kind", arguments->kind, kinds)
        ->check(CLI::IsMember({"progress_column", "meeting", "newsletter", "publicity", "erratum"}));
    all->add_option("--state", arguments->state, "only those in this state")
        ->check(CLI::IsMember({"composed", "uploading", "drafted", "publishing", "published", "sending", "sent",
                               "withdrawn", "stopped_at_draft", "refused", "unknown"}));
    all->add_option("--limit", arguments->limit, "how many")->check(CLI::Range(1, 200))->capture_default_str();
    CLI::App* make = add("compose", "freeze the figures into a new one", compose);
    make->add_option("--unit", arguments->unit, "code or id; by default the top of the tree");
    make->add_option("--kind", arguments->kind, kinds)->required();
    make->add_option("--period", arguments->period, "2026-11-H1 of a column, 2026-11 of a meeting");
    make->add_option("--about", arguments->about, "id of what an erratum corrects");
    make->add_option("--correction", arguments->correction, "what was wrong in the issue before; makes a new one");
    make->add_option("--words", arguments->words, words)->check(CLI::ExistingFile);
    add_for_one("show", "its state and what it waits for", show);
    CLI::App* change = add_for_one("edit", "change the words; the figures stay", edit);
    change->add_option("--revision", arguments->revision, "of the words that were read")->required();
    change->add_option("--words", arguments->words, words)->required()->check(CLI::ExistingFile);
    CLI::App* stand = add_for_one("approve", "note who stands for the words", approve);
    stand->add_option("--revision", arguments->revision, "of the words that were read")->required();
    stand->add_option("--by", arguments->by, "id of the officer")->required();
    CLI::App* go = add_for_one("release", "how far it goes, and when", release);
    go->add_option("--as", arguments->release, "draft, publish or mass_send")->capture_default_str();
    go->add_option("--at", arguments->at, "2026-11-16T09:00:00+08:00; by default now");
    CLI::App* look = add_for_one("preview", "send the draft to chosen people", preview);
    look->add_option("--to", arguments->people, "ids of people, 10 at most")->required();
    add_for_one("confirm", "a person pressed the button in WeChat's console", confirm)
        ->add_option("--url", arguments->url, "address of the article");
    CLI::App* back = add_for_one("withdraw", "take it back; links to it break for good", withdraw);
    back->add_option("--reason", arguments->reason, "why")->required();
    back->add_flag("--understood", arguments->understood, "it cannot be undone");
    add_for_one("copy", "print the page to copy into WeChat's editor", copy);
    add_for_one("internal", "print the internal version, which names who is behind", internal);
}

}  // namespace league::ctl
