#include "server/talk/dialog.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "lib/base/ensure.hpp"
#include "lib/platform/log.hpp"

namespace league::talk {
namespace {

using nlohmann::json;

/// WeChat repeats a message twice within fifteen seconds; nobody types more than this in that time.
constexpr std::size_t kAnswersKept = 8;

constexpr std::array kSteps{Step::unit, Step::kind, Step::date, Step::title, Step::heads, Step::words, Step::over};

Step step_from(const std::string& text) {
    for (const Step step : kSteps) {
        if (text == to_string(step)) return step;
    }
    throw std::invalid_argument("step");
}

std::string write(const Dialog& dialog) {
    json offered = json::array();
    for (const OfferedUnit& unit : dialog.offered) offered.push_back({unit.id, unit.name});
    json answered = json::array();
    for (const auto& [message, answer] : dialog.answered) answered.push_back({message, answer});
    return json{
        {"id", dialog.id.str()},
        {"step", to_string(dialog.step)},
        {"offered", std::move(offered)},
        {"search", dialog.may_search},
        {"unit", dialog.unit.id},
        {"unit_name", dialog.unit.name},
        {"kind", dialog.kind},
        {"kind_label", dialog.kind_label},
        {"date", dialog.date ? to_iso(*dialog.date) : ""},
        {"minute", dialog.minute},
        {"title", dialog.title},
        {"expected", dialog.heads.expected},
        {"present", dialog.heads.present},
        {"answered", std::move(answered)},
    }
        .dump(-1, ' ', false, json::error_handler_t::replace);
}

Dialog read(const std::string& raw) {
    const json kept = json::parse(raw);
    Dialog dialog;
    dialog.id = ActivityId(kept.at("id").get<std::string>());
    dialog.step = step_from(kept.at("step").get<std::string>());
    for (const json& unit : kept.at("offered")) dialog.offered.push_back({unit.at(0), unit.at(1)});
    dialog.may_search = kept.at("search").get<bool>();
    dialog.unit = {kept.at("unit"), kept.at("unit_name")};
    dialog.kind = kept.at("kind").get<std::string>();
    dialog.kind_label = kept.at("kind_label").get<std::string>();
    dialog.date = date_from_iso(kept.at("date").get<std::string>());
    dialog.minute = kept.at("minute").get<int>();
    dialog.title = kept.at("title").get<std::string>();
    dialog.heads = {kept.at("expected").get<int>(), kept.at("present").get<int>()};
    for (const json& one : kept.at("answered")) dialog.answered.push_back({one.at(0), one.at(1)});
    return dialog;
}

}  // namespace

std::string_view to_string(Step step) {
    switch (step) {
        case Step::unit: return "unit";
        case Step::kind: return "kind";
        case Step::date: return "date";
        case Step::title: return "title";
        case Step::heads: return "heads";
        case Step::words: return "words";
        case Step::over: return "over";
    }
    stop("unknown Step");
}

std::optional<std::string> Dialog::answer_to(const std::string& message) const {
    const auto found = std::ranges::find(answered, message, &Answered::message);
    return found == answered.end() ? std::nullopt : std::optional(found->answer);
}

void Dialog::keep_answer(const std::string& message, const std::string& answer) {
    if (answered.size() == kAnswersKept) answered.erase(answered.begin());
    answered.push_back({message, answer});
}

std::optional<DialogStore::Stored> DialogStore::find(const Turn& turn) const {
    std::optional<std::string> raw = cache_.get(key_of(turn));
    if (!raw) return std::nullopt;
    try {
        return Stored{read(*raw), *raw};
    } catch (const std::exception& fault) {
        // Of another version of the program, or damaged: the person starts again, as after an emptied cache.
        log::warning("a dialog cannot be read", {{"what", fault.what()}});
        cache_.compare_and_erase(key_of(turn), *raw);
        return std::nullopt;
    }
}

bool DialogStore::save(const Turn& turn, const std::optional<Stored>& before, const Dialog& after) {
    if (!before) return cache_.set_if_absent(key_of(turn), write(after), lifetime_);
    return cache_.compare_and_set(key_of(turn), before->raw, write(after), lifetime_);
}

std::string DialogStore::key_of(const Turn& turn) const {
    return "dialog:" + seals_.openid_hash(turn.account, turn.openid.str());
}

}  // namespace league::talk
