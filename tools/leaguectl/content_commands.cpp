// content: what WeChat's content check left to a person.
#include "lib/app/check_photos.hpp"
#include "lib/app/judge_content.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

struct ContentArguments {
    int limit = 50;
    std::string id;
    int revision = 1;
    bool allow = false;
    std::string refuse;
};

Report list(Desk& desk, const ContentArguments& arguments) {
    const ContentCheckPage page = ListContentChecks(desk.ready_database()).run(Actor::system(), {arguments.limit, 0});
    Report report;
    report.json = {{"total", page.total}, {"content_checks", json::array()}};
    for (const ContentCheckRow& row : page.rows) {
        const ContentCheck& check = row.check;
        report.text += check.activity.str() + "  revision " + std::to_string(check.revision) + "  " +
                       std::string(to_string(check.state)) + "  label " + std::to_string(check.label) + "  " +
                       row.unit_name + "\n" + words_of(row.content) + "\n";
        report.json["content_checks"].push_back({{"id", check.activity.str()},
                                                 {"revision", check.revision},
                                                 {"state", to_string(check.state)},
                                                 {"label", check.label},
                                                 {"org_name", row.unit_name},
                                                 {"words", words_of(row.content)},
                                                 {"asked_at", to_rfc3339(check.asked_at)}});
    }
    if (page.rows.empty()) report.text = "nothing waits\n";
    return report;
}

Report judge(Desk& desk, const ContentArguments& arguments) {
    JudgeContent::Input input;
    input.activity = ActivityId(arguments.id);
    input.revision = arguments.revision;
    input.verdict = arguments.allow ? ContentVerdict::allow : ContentVerdict::refuse;
    input.reason = arguments.refuse;
    const auto output = JudgeContent(desk.ready_database(), desk.seals().digest).run(Actor::system(), input);
    const std::string state(to_string(output.check.state));
    return {
        state + " " + arguments.id + "\n", {{"id", arguments.id}, {"state", state}, {"changed", output.changed}}, 0};
}

Report list_photos(Desk& desk, const ContentArguments& arguments) {
    const PhotoCheckPage page = ListPhotoChecks(desk.ready_database()).run(Actor::system(), {arguments.limit, 0});
    Report report;
    report.json = {{"total", page.total}, {"photo_checks", json::array()}};
    for (const PhotoCheckRow& row : page.rows) {
        const PhotoCheck& check = row.check;
        const bool answered = check.cause != ContentCause::no_answer;
        report.text += check.photo.str() + "  " + std::string(to_string(check.state)) +
                       (answered ? "  label " + std::to_string(check.label) : "  no answer of WeChat") + "  " +
                       row.unit_name + "\n";
        report.json["photo_checks"].push_back({{"sha256", check.photo.str()},
                                               {"state", to_string(check.state)},
                                               {"label", check.label},
                                               {"answered", answered},
                                               {"org_name", row.unit_name},
                                               {"asked_at", to_rfc3339(check.asked_at)}});
    }
    if (page.rows.empty()) report.text = "nothing waits\n";
    return report;
}

Report judge_photo(Desk& desk, const ContentArguments& arguments) {
    JudgePhoto::Input input;
    input.photo = PhotoHash(arguments.id);
    input.verdict = arguments.allow ? ContentVerdict::allow : ContentVerdict::refuse;
    input.reason = arguments.refuse;
    const auto output = JudgePhoto(desk.ready_database(), desk.seals().digest).run(Actor::system(), input);
    const std::string state(to_string(output.check.state));
    return {state + " " + arguments.id + "\n",
            {{"sha256", arguments.id}, {"state", state}, {"changed", output.changed}},
            0};
}

}  // namespace

void add_content(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<ContentArguments>();
    CLI::App* noun = line.add_subcommand("content", "logs whose words WeChat's content check left to a person");
    noun->require_subcommand(1);
    CLI::App* open = noun->add_subcommand("list", "what has waited longest first");
    open->add_option("--limit", arguments->limit, "how many, 100 at most")->capture_default_str();
    open->callback([=] { choose([=](Desk& desk) { return list(desk, *arguments); }); });
    CLI::App* word = noun->add_subcommand("judge", "allow or refuse the words of one of them");
    word->add_option("--id", arguments->id, "of the log, as listed")->required();
    word->add_option("--revision", arguments->revision, "as listed")->required();
    CLI::App* verdict = word->add_option_group("verdict");
    verdict->add_flag("--allow", arguments->allow, "the words may be read");
    verdict->add_option("--refuse", arguments->refuse, "the reason; its author reads it");
    verdict->require_option(1);
    CLI::App* pictures = noun->add_subcommand("photos", "pictures left to a person, or never answered about");
    pictures->add_option("--limit", arguments->limit, "how many, 100 at most")->capture_default_str();
    pictures->callback([=] { choose([=](Desk& desk) { return list_photos(desk, *arguments); }); });
    CLI::App* look = noun->add_subcommand("judge-photo", "allow or refuse one of them");
    look->add_option("--sha256", arguments->id, "as listed")->required();
    CLI::App* seen = look->add_option_group("verdict");
    seen->add_flag("--allow", arguments->allow, "the picture may be seen");
    seen->add_option("--refuse", arguments->refuse, "the reason; its sender reads it");
    seen->require_option(1);
    look->callback([=] { choose([=](Desk& desk) { return judge_photo(desk, *arguments); }); });
    word->callback([=] { choose([=](Desk& desk) { return judge(desk, *arguments); }); });
}

}  // namespace league::ctl
