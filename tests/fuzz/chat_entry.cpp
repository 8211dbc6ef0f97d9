#include <algorithm>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/pasted_form.hpp"
#include "tests/fuzz/entries.hpp"

namespace league::fuzz {
namespace {

constexpr Date kToday = std::chrono::year(2026) / 11 / 23;

bool is_past(Date date) {
    return date.ok() && std::chrono::sys_days(date) <= std::chrono::sys_days(kToday);
}

bool in_range(const Heads& heads) {
    return heads.expected >= 0 && heads.expected <= 100000 && heads.present >= 0 && heads.present <= 100000;
}

std::vector<ActivityKind> some_kinds() {
    std::vector<ActivityKind> kinds(2);
    kinds[0].code = "theme_day";
    kinds[0].label = "主题团日";
    kinds[1].code = "league_class";
    kinds[1].label = "团课";
    return kinds;
}

bool is_text(const std::string& words) {
    return words.empty() || text::is_valid_utf8(words) || words.find('\0') != std::string::npos;
}

}  // namespace

void chat_answer(std::string_view bytes) {
    const auto date = parse_chat_date(bytes, kToday);
    if (date) ensure(is_past(*date));
    const FirstDay first = parse_first_day(bytes, "，：", kToday);
    if (first.day) ensure(is_past(*first.day) && !first.is_wrong);
    if (text::is_valid_utf8(bytes)) ensure(bytes.starts_with(first.word));
    const auto minute = parse_chat_minute(bytes);
    if (minute) ensure(*minute >= 0 && *minute < 1440);
    const auto heads = parse_heads(bytes);
    if (heads) ensure(in_range(*heads));
    const auto count = parse_count(bytes);
    if (count) ensure(*count >= 0 && *count <= 100000);
    const auto bare = parse_bare_count(bytes);
    if (bare) ensure(bare == count);
}

void pasted_form(std::string_view bytes) {
    static const std::vector<ActivityKind> kinds = some_kinds();
    const auto form = read_pasted_form(bytes, kToday, kinds);
    if (!form) return;
    const auto lacks = [&](FormField field) {
        return std::count(form->missing.begin(), form->missing.end(), field) +
               std::count(form->unreadable.begin(), form->unreadable.end(), field);
    };
    // Each needed part is there or named as lacking, once.
    ensure(lacks(FormField::kind) == (form->kind ? 0 : 1));
    ensure(lacks(FormField::date) == (form->date ? 0 : 1));
    ensure(lacks(FormField::title) == (form->title ? 0 : 1));
    ensure(lacks(FormField::heads) == (form->heads ? 0 : 1));
    if (form->kind) ensure(*form->kind == kinds[0].code || *form->kind == kinds[1].code);
    if (form->date) ensure(is_past(*form->date));
    if (form->minute) ensure(*form->minute >= 0 && *form->minute < 1440);
    if (form->heads) ensure(in_range(*form->heads));
    if (form->title) ensure(!form->title->empty() && is_text(*form->title));
    ensure(is_text(form->place) && is_text(form->content));
    ensure(form->content.size() <= 2 * bytes.size() + 2);
}

}  // namespace league::fuzz
