// feedback: what people wrote to the office, and answering it.
#include "lib/app/feedback.hpp"
#include "lib/domain/beijing_time.hpp"
#include "tools/leaguectl/command.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;

struct FeedbackArguments {
    bool only_open = false;
    int limit = 50;
    std::string id;
    std::string text;
};

json optional(const std::optional<std::string>& text) {
    return text ? json(*text) : json();
}

Report list(Desk& desk, const FeedbackArguments& arguments) {
    const FeedbackPage page = ReadFeedbackInbox(desk.ready_database(), desk.seals())
                                  .run(Actor::system(), {arguments.only_open, arguments.limit, 0});
    Report report;
    report.json = {{"total", page.total}, {"feedback", json::array()}};
    for (const FeedbackRow& row : page.rows) {
        const Feedback& one = row.feedback;
        const auto& answer = one.answer;
        report.text += one.id.str() + "  " + to_rfc3339(one.created_at) + "  " +
                       std::string(to_string(one.said.category)) + "  " + row.from_unit_name.value_or("-") + "  " +
                       row.from_name.value_or("-") + "  " + one.said.contact.value_or("-") + "\n      " +
                       one.said.content + "\n";
        if (answer) report.text += "      > " + answer->text + "\n";
        report.json["feedback"].push_back({{"id", one.id.str()},
                                           {"category", to_string(one.said.category)},
                                           {"content", one.said.content},
                                           {"contact", optional(one.said.contact)},
                                           {"created_at", to_rfc3339(one.created_at)},
                                           {"name", optional(row.from_name)},
                                           {"org_name", optional(row.from_unit_name)},
                                           {"answer", answer ? json(answer->text) : json()}});
    }
    if (page.rows.empty()) report.text = "no feedback\n";
    return report;
}

Report answer(Desk& desk, const FeedbackArguments& arguments) {
    const auto output = AnswerFeedback(desk.ready_database(), desk.seals())
                            .run(Actor::system(), {FeedbackId(arguments.id), arguments.text});
    return {"answered " + arguments.id + "\n", {{"answered", arguments.id}, {"changed", output.changed}}, 0};
}

}  // namespace

void add_feedback(CLI::App& line, const Choose& choose) {
    auto arguments = std::make_shared<FeedbackArguments>();
    CLI::App* noun = line.add_subcommand("feedback", "suggestions, complaints and problems that people wrote");
    noun->require_subcommand(1);
    CLI::App* inbox = noun->add_subcommand("list", "the newest first, with the answers given");
    inbox->add_flag("--open", arguments->only_open, "only what has no answer");
    inbox->add_option("--limit", arguments->limit, "how many, 100 at most")->capture_default_str();
    inbox->callback([=] { choose([=](Desk& desk) { return list(desk, *arguments); }); });
    CLI::App* reply = noun->add_subcommand("answer", "answer one of them; whoever wrote it reads that on the phone");
    reply->add_option("--id", arguments->id, "as listed")->required();
    reply->add_option("--text", arguments->text, "the answer")->required();
    reply->callback([=] { choose([=](Desk& desk) { return answer(desk, *arguments); }); });
}

}  // namespace league::ctl
