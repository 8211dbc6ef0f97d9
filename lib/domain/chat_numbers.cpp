#include "lib/domain/chat_numbers.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "lib/domain/chat_text.hpp"

namespace league {
namespace {

using Words = std::u32string_view;

constexpr std::size_t kLongest = 400;  // characters looked at
constexpr int kMostHeads = 100000;
constexpr std::size_t kMostNumbers = 16;

enum class Meaning { none, due, present, absent };

/// Which label ends last decides, the longer one where two end together: 应参加 is not 参加, 未到 not 到.
constexpr auto kLabels = std::to_array<std::pair<Words, Meaning>>({
    {U"应到", Meaning::due},       {U"应参加", Meaning::due},       {U"应参会", Meaning::due},
    {U"应出席", Meaning::due},     {U"应", Meaning::due},           {U"应有", Meaning::due},
    {U"总人数", Meaning::due},     {U"总共", Meaning::due},         {U"共有", Meaning::due},
    {U"在册", Meaning::due},       {U"全体", Meaning::due},         {U"实到", Meaning::present},
    {U"实参加", Meaning::present}, {U"实际参加", Meaning::present}, {U"实际", Meaning::present},
    {U"实际到", Meaning::present}, {U"参加", Meaning::present},     {U"参会", Meaning::present},
    {U"参与", Meaning::present},   {U"出席", Meaning::present},     {U"到会", Meaning::present},
    {U"到场", Meaning::present},   {U"来了", Meaning::present},     {U"到了", Meaning::present},
    {U"到", Meaning::present},     {U"实", Meaning::present},       {U"请假", Meaning::absent},
    {U"事假", Meaning::absent},    {U"病假", Meaning::absent},      {U"缺席", Meaning::absent},
    {U"缺勤", Meaning::absent},    {U"缺", Meaning::absent},        {U"未到", Meaning::absent},
    {U"没到", Meaning::absent},    {U"没来", Meaning::absent},      {U"未参加", Meaning::absent},
});

struct Label {
    Meaning meaning = Meaning::none;
    std::size_t end = 0;  ///< place after it in the segment
};

Label last_label(Words segment) {
    Label best;
    std::size_t best_length = 0;
    for (const auto& [word, meaning] : kLabels) {
        const std::size_t at = segment.rfind(word);
        if (at == Words::npos) continue;
        const std::size_t end = at + word.size();
        if (best.meaning == Meaning::none || end > best.end || (end == best.end && word.size() > best_length)) {
            best = {meaning, end};
            best_length = word.size();
        }
    }
    return best;
}

struct Found {
    long long value = 0;
    Meaning meaning = Meaning::none;
};

bool is_break(char32_t c) {
    return Words(U",;、/|。\n").find(c) != Words::npos || chat::is_space(c);
}

/// A number that counts no heads: 90%, 3月, 3号, 2小时.
bool counts_something_else(char32_t after) {
    return Words(U"%年月日号点时小岁元次期届").find(after) != Words::npos;
}

/// Every number with the label before it, or after it as in 30人应到.
std::vector<Found> find_numbers(Words text) {
    std::vector<Found> found;
    std::size_t segment_begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto number = chat::number_at(text, at);
        if (!number) {
            ++at;
            continue;
        }
        const std::size_t end = at + number->length;
        const bool other = end < text.size() && counts_something_else(text[end]);
        // 一起, 第一: a lone numeral inside words is no count.
        const bool in_words = !number->ascii && end < text.size() && chat::is_ideograph(text[end]) &&
                              Words(U"人名个位应实到全都请缺").find(text[end]) == Words::npos;
        if (other || in_words || (at > 0 && text[at - 1] == U'第')) {
            segment_begin = at = end;
            continue;
        }
        const Words segment = text.substr(segment_begin, at - segment_begin);
        const Label label = last_label(segment);
        const Words after_label = segment.substr(label.end);
        const bool belongs_before = label.meaning != Meaning::none && !found.empty() &&
                                    found.back().meaning == Meaning::none &&
                                    std::any_of(after_label.begin(), after_label.end(), is_break);
        if (belongs_before) found.back().meaning = label.meaning;
        found.push_back({number->value, belongs_before ? Meaning::none : label.meaning});
        if (found.size() == kMostNumbers) break;
        segment_begin = at = end;
    }
    if (found.empty() || found.back().meaning != Meaning::none) return found;
    // 30人应到,28人实到: where labels follow their numbers, the last one stands behind the last number. Alone,
    // 到 says nothing (30人都到了), but 请假 does.
    const bool any_label =
        std::any_of(found.begin(), found.end(), [](const Found& number) { return number.meaning != Meaning::none; });
    const Meaning behind = last_label(text.substr(segment_begin)).meaning;
    if (any_label || (behind == Meaning::absent && found.size() > 1)) found.back().meaning = behind;
    return found;
}

std::optional<long long> first_of(const std::vector<Found>& found, Meaning meaning) {
    for (const Found& number : found) {
        if (number.meaning == meaning) return number.value;
    }
    return std::nullopt;
}

Result<Heads, HeadsFault> in_range(long long expected, long long present) {
    if (expected < 0 || present < 0 || expected > kMostHeads || present > kMostHeads) {
        return Unexpected<HeadsFault>{HeadsFault::out_of_range};
    }
    return Heads{static_cast<int>(expected), static_cast<int>(present)};
}

}  // namespace

Result<Heads, HeadsFault> parse_heads(std::string_view text) {
    const std::u32string all = chat::characters(text, kLongest);
    const std::vector<Found> found = find_numbers(all);
    auto due = first_of(found, Meaning::due);
    auto present = first_of(found, Meaning::present);
    const auto absent = first_of(found, Meaning::absent);
    std::vector<long long> bare;
    for (const Found& number : found) {
        if (number.meaning == Meaning::none) bare.push_back(number.value);
    }
    if (due && present) return in_range(*due, *present);
    if (!due && !present && bare.size() == 2) {
        return in_range(std::max(bare[0], bare[1]), std::min(bare[0], bare[1]));
    }
    if (bare.size() > 1) return Unexpected<HeadsFault>{HeadsFault::too_many_numbers};
    if (!bare.empty()) {
        if (due) {
            present = bare[0];
        } else {
            due = bare[0];
        }
    }
    if (!due && !present) return Unexpected<HeadsFault>{HeadsFault::no_number};
    if (!due) due = *present + absent.value_or(0);
    if (!present) present = *due - absent.value_or(0);
    return in_range(*due, *present);
}

std::optional<int> parse_count(std::string_view text) {
    const std::u32string all = chat::characters(text, kLongest);
    std::size_t at = 0;
    while (at < all.size() && !chat::is_numeral(all[at])) ++at;
    const auto number = chat::number_at(all, at);
    if (!number || number->value > kMostHeads) return std::nullopt;
    const bool another = std::any_of(all.begin() + static_cast<std::ptrdiff_t>(at + number->length), all.end(),
                                     [](char32_t c) { return chat::is_numeral(c); });
    return another ? std::nullopt : std::optional(static_cast<int>(number->value));
}

std::optional<int> parse_bare_count(std::string_view text) {
    const std::u32string all = chat::characters(text, kLongest);
    std::size_t at = 0;
    const auto skip = [&](std::initializer_list<std::u32string_view> words) {
        while (at < all.size() && chat::is_space(all[at])) ++at;
        for (const std::u32string_view word : words) {
            if (!chat::starts_with(all, at, word)) continue;
            at += word.size();
            break;
        }
        while (at < all.size() && chat::is_space(all[at])) ++at;
    };
    skip({U"实到", U"到"});
    const auto number = chat::number_at(all, at);
    if (!number || number->value > kMostHeads) return std::nullopt;
    at += number->length;
    skip({U"人", U"个"});
    skip({U"。", U"."});
    return at == all.size() ? std::optional(static_cast<int>(number->value)) : std::nullopt;
}

}  // namespace league
