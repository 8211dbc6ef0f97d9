#include "server/talk/review_list.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "lib/base/text.hpp"
#include "lib/domain/chat_text.hpp"
#include "lib/platform/log.hpp"

namespace league::talk {
namespace {

using nlohmann::json;

constexpr std::size_t kLongest = 400;  // characters looked at

/// How many characters one of the list's words takes at that place; 0 for none.
std::size_t word_at(const std::vector<std::string>& list, std::u32string_view text, std::size_t at) {
    for (const std::string& word : list) {
        const std::u32string points = text::to_code_points(word);
        if (!points.empty() && chat::starts_with(text, at, points)) return points.size();
    }
    return 0;
}

/// Past white space and marks.
std::size_t skip_marks(const Words& words, std::u32string_view text, std::size_t at) {
    while (at < text.size()) {
        const std::size_t length = chat::is_space(text[at]) ? 1 : word_at(words.list("number_marks"), text, at);
        if (length == 0) break;
        at += length;
    }
    return at;
}

}  // namespace

ReviewList::Entry* ReviewList::find(int number) {
    const bool is_there = number >= 1 && static_cast<std::size_t>(number) <= entries.size();
    return is_there ? &entries[static_cast<std::size_t>(number) - 1] : nullptr;
}

std::optional<ReviewList> ReviewListStore::find(const Turn& turn) const {
    const auto raw = cache_.get(key_of(turn));
    if (!raw) return std::nullopt;
    try {
        const json kept = json::parse(*raw);
        ReviewList list;
        list.all_asked = kept.at("all_asked").get<bool>();
        for (const json& entry : kept.at("entries")) {
            list.entries.push_back({ActivityId(entry.at(0).get<std::string>()), entry.at(1).get<int>()});
        }
        return list;
    } catch (const std::exception& fault) {
        // Of another version of the program, or damaged: the list is told anew.
        log::warning("a list of reviews cannot be read", {{"what", fault.what()}});
        return std::nullopt;
    }
}

void ReviewListStore::save(const Turn& turn, const ReviewList& list) {
    json entries = json::array();
    for (const ReviewList::Entry& entry : list.entries) entries.push_back({entry.id.str(), entry.revision});
    const json kept{{"all_asked", list.all_asked}, {"entries", std::move(entries)}};
    cache_.set(key_of(turn), kept.dump(), lifetime_);
}

std::string ReviewListStore::key_of(const Turn& turn) const {
    return "review:" + seals_.openid_hash(turn.account, turn.openid.str());
}

std::optional<std::vector<int>> numbers_in(const Words& words, std::string_view typed) {
    const std::u32string text = chat::characters(typed, kLongest);
    std::vector<int> numbers;
    for (std::size_t at = skip_marks(words, text, 0); at < text.size(); at = skip_marks(words, text, at)) {
        const auto number = chat::number_at(text, at);
        if (!number) return std::nullopt;
        const int value = static_cast<int>(number->value);
        if (std::find(numbers.begin(), numbers.end(), value) == numbers.end()) numbers.push_back(value);
        at += number->length;
        at += word_at(words.list("number_ends"), text, at);
    }
    return numbers;
}

std::optional<std::pair<int, std::string>> number_and_rest(const Words& words, std::string_view typed) {
    const std::u32string text = chat::characters(typed, typed.size());
    std::size_t at = skip_marks(words, text, 0);
    const auto number = chat::number_at(text, at);
    if (!number) return std::nullopt;
    at += number->length;
    at += word_at(words.list("number_ends"), text, at);
    at = skip_marks(words, text, at);
    const std::u32string as_written = chat::characters_as_written(typed, typed.size());
    return std::pair(static_cast<int>(number->value), text::trim(text::to_utf8(as_written.substr(at))));
}

}  // namespace league::talk
