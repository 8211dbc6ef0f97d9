// A log in one message, pasted from a chat group: labelled lines in any order, with emoji, missing parts and either
// kind of colon.
//
//     记录
//     【活动名称】学雷锋志愿服务
//     时间:3月5日下午3点   地点:敬老院
//     应到:30  实到:28
//
// The tables in pasted_form.cpp hold Chinese words: they are what is read, not what is said. Input is whatever a
// phone sent: any bytes, of which the first 6000 characters are looked at.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/domain/activity.hpp"
#include "lib/domain/chat_date.hpp"
#include "lib/domain/chat_numbers.hpp"

namespace league {

enum class FormField { kind, date, title, heads, place, content };
/// "kind", "date", "title", "heads", "place", "content": for keys of sentences.
std::string_view to_string(FormField field);

struct PastedForm {
    std::optional<std::string> kind;  ///< code of a kind, from its label or guessed from title and content
    std::optional<Date> date;
    std::optional<int> minute;  ///< of the day, when the form names one
    std::optional<std::string> title;
    std::optional<Heads> heads;
    std::string place;
    std::string content;

    std::vector<FormField> missing;     ///< of kind, date, title, heads: not in the form
    std::vector<FormField> unreadable;  ///< of these: labelled, but the words after the label say nothing we know
    bool is_complete() const { return missing.empty() && unreadable.empty(); }
};

/// Nothing when the text is no form: fewer than two known labels (one is enough after a leading 记录).
std::optional<PastedForm> read_pasted_form(std::string_view text, Date today, const std::vector<ActivityKind>& kinds);

/// The code of the kind whose label, or a usual other word for it, stands in the text (团课 -> league_class); the
/// longest such word wins. Nothing when there is none or that kind is not among `kinds`.
std::optional<std::string> guess_kind(std::string_view text, const std::vector<ActivityKind>& kinds);

}  // namespace league
