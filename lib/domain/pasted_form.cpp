#include "lib/domain/pasted_form.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/chat_text.hpp"
#include "lib/domain/kind_words.hpp"

namespace league {
namespace {

using Words = std::u32string_view;

constexpr std::size_t kLongest = 6000;  // characters looked at
constexpr std::size_t kMostLabels = 40;
constexpr std::size_t npos = Words::npos;

/// What stands behind a label. `other` ends the value before it and is itself passed over.
enum class Part { kind, date, title, theme, place, heads, content, other };

/// Of labels that begin at one place the longest wins.
constexpr auto kLabels = std::to_array<std::pair<Words, Part>>({
    {U"活动类型", Part::kind},    {U"类型", Part::kind},        {U"活动类别", Part::kind},
    {U"类别", Part::kind},        {U"会议类型", Part::kind},    {U"活动时间", Part::date},
    {U"时间", Part::date},        {U"日期", Part::date},        {U"活动日期", Part::date},
    {U"开展时间", Part::date},    {U"会议时间", Part::date},    {U"学习时间", Part::date},
    {U"活动名称", Part::title},   {U"名称", Part::title},       {U"标题", Part::title},
    {U"题目", Part::title},       {U"会议名称", Part::title},   {U"活动标题", Part::title},
    {U"活动", Part::title},       {U"主题", Part::theme},       {U"活动主题", Part::theme},
    {U"会议主题", Part::theme},   {U"学习主题", Part::theme},   {U"地点", Part::place},
    {U"活动地点", Part::place},   {U"会议地点", Part::place},   {U"地址", Part::place},
    {U"场地", Part::place},       {U"应到人数", Part::heads},   {U"应到", Part::heads},
    {U"应参加人数", Part::heads}, {U"应参加", Part::heads},     {U"实到人数", Part::heads},
    {U"实到", Part::heads},       {U"实际参加", Part::heads},   {U"参加人数", Part::heads},
    {U"参会人数", Part::heads},   {U"参与人数", Part::heads},   {U"到会人数", Part::heads},
    {U"出席人数", Part::heads},   {U"人数", Part::heads},       {U"缺席", Part::heads},
    {U"缺席人数", Part::heads},   {U"请假", Part::heads},       {U"请假人数", Part::heads},
    {U"活动内容", Part::content}, {U"内容", Part::content},     {U"活动情况", Part::content},
    {U"活动过程", Part::content}, {U"会议内容", Part::content}, {U"学习内容", Part::content},
    {U"主要内容", Part::content}, {U"活动简介", Part::content}, {U"简介", Part::content},
    {U"详情", Part::content},     {U"主持人", Part::other},     {U"记录人", Part::other},
    {U"参加人员", Part::other},   {U"参与人员", Part::other},   {U"参会人员", Part::other},
    {U"负责人", Part::other},     {U"主讲人", Part::other},     {U"组织单位", Part::other},
    {U"主办单位", Part::other},   {U"团支部", Part::other},     {U"支部", Part::other},
    {U"备注", Part::other},
});

bool is_emoji(char32_t c) {
    return c >= 0x1f000 || (c >= 0x2190 && c <= 0x2bff) || c == 0xfe0f || c == 0x20e3 || c == 0x200d;
}

/// What decorates the ends of a value: spaces, list marks, brackets, emoji.
bool is_ornament(char32_t c) {
    return chat::is_space(c) || is_emoji(c) || Words(U":：;；,，。、·•*#-—|[]【】◆●★").find(c) != npos;
}

Words strip(Words text) {
    while (!text.empty() && is_ornament(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_ornament(text.back()) && text.back() != U'。') text.remove_suffix(1);
    return text;
}

struct Mark {
    Part part = Part::other;
    std::size_t begin = 0;        ///< of the label with its bracket
    std::size_t value_begin = 0;  ///< after its colon
    Words word;
};

/// Finds the labels. `text` is in half width; places are the same as in the text as written.
class LabelFinder {
public:
    explicit LabelFinder(Words text) : text_(text) {}

    std::vector<Mark> find() const {
        std::vector<Mark> marks;
        for (std::size_t at = 0; at < text_.size() && marks.size() < kMostLabels;) {
            const auto mark = at_boundary(at) ? mark_at(at) : std::nullopt;
            if (mark) marks.push_back(*mark);
            at = mark ? mark->value_begin : at + 1;
        }
        return marks;
    }

private:
    char32_t char_at(std::size_t at) const { return at < text_.size() ? text_[at] : U'\0'; }

    /// Labels inside words (本次活动的时间) are words; after 记录 and a head count one may follow at once.
    bool at_boundary(std::size_t at) const {
        if (at == 0 || !chat::is_ideograph(text_[at - 1])) return at == 0 || !is_letter(text_[at - 1]);
        return (at == 2 && chat::starts_with(text_, 0, U"记录")) ||
               (Words(U"人名").find(text_[at - 1]) != npos && at >= 2 && chat::is_numeral(text_[at - 2]));
    }

    static bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

    /// The place before a number that counts the lines of the form (4、地点), so that it is part of no value.
    std::size_t before_numbering(std::size_t at) const {
        std::size_t begin = at;
        while (begin > 0 && Words(U" 、.)").find(text_[begin - 1]) != npos) --begin;
        const std::size_t digits_end = begin;
        while (begin > 0 && chat::is_digit(text_[begin - 1])) --begin;
        const bool line = begin == 0 || Words(U"\n;。 ").find(text_[begin - 1]) != npos;
        return begin < digits_end && digits_end < at && line ? begin : at;
    }

    std::optional<Mark> mark_at(std::size_t at) const {
        const std::pair<Words, Part>* best = nullptr;
        for (const auto& label : kLabels) {
            if ((best == nullptr || label.first.size() > best->first.size()) &&
                chat::starts_with(text_, at, label.first)) {
                best = &label;
            }
        }
        if (best == nullptr) return std::nullopt;
        const bool bracket = at > 0 && Words(U"【[").find(text_[at - 1]) != npos;
        std::size_t end = at + best->first.size();
        bool closed = false;
        if (bracket && Words(U"】]").find(char_at(end)) != npos && end < text_.size()) {
            closed = true;
            ++end;
        }
        std::size_t after = end;
        while (char_at(after) == U' ') ++after;
        const bool line_begin = at == 0 || text_[at - 1] == U'\n';
        const std::size_t begin = before_numbering(bracket ? at - 1 : at);
        if (char_at(after) == U':') return Mark{best->second, begin, after + 1, best->first};
        if (closed || (line_begin && after > end)) return Mark{best->second, begin, end, best->first};
        if (best->second == Part::heads && after < text_.size() && chat::is_numeral(char_at(after))) {
            return Mark{best->second, begin, end, best->first};
        }
        return std::nullopt;
    }

    Words text_;
};

bool runs_over_lines(Part part) {
    return part == Part::content;
}

/// The parts of a form, put together as its labels come.
class FormReader {
public:
    FormReader(Words written, Words half, Date today, const std::vector<ActivityKind>& kinds)
        : written_(written), half_(half), today_(today), kinds_(kinds) {}

    std::optional<PastedForm> read() {
        const std::vector<Mark> marks = LabelFinder(half_).find();
        std::size_t begin = skip_ornaments(0);
        const bool announced = chat::starts_with(half_, begin, U"记录") && !chat::starts_with(half_, begin, U"记录人");
        if (announced) begin += 2;
        std::vector<Part> parts;
        for (const Mark& mark : marks) {
            if (mark.part != Part::other && std::find(parts.begin(), parts.end(), mark.part) == parts.end())
                parts.push_back(mark.part);
        }
        if (parts.size() < (announced ? 1U : 2U)) return std::nullopt;
        take_loose(begin, marks.front().begin);
        for (std::size_t i = 0; i < marks.size(); ++i) {
            take(marks[i], i + 1 < marks.size() ? marks[i + 1].begin : written_.size());
        }
        finish();
        return std::move(form_);
    }

private:
    std::size_t skip_ornaments(std::size_t at) const {
        while (at < half_.size() && is_ornament(half_[at])) ++at;
        return at;
    }

    void take(const Mark& mark, std::size_t end) {
        const std::size_t line = half_.find_first_of(U"\n;", mark.value_begin);
        const std::size_t value_end = runs_over_lines(mark.part) ? end : std::min(end, line);
        const Words value = strip(written_.substr(mark.value_begin, value_end - mark.value_begin));
        if (value_end < end) take_loose(value_end, end);
        switch (mark.part) {
            case Part::kind: keep(kind_words_, value); return;
            case Part::date: keep(date_words_, value); return;
            case Part::title: keep(title_, value); return;
            case Part::theme: keep(theme_, value); return;
            case Part::place:
                if (form_.place.empty()) form_.place = text::to_utf8(value);
                return;
            case Part::heads: heads_words_ += std::u32string(mark.word) + std::u32string(value) + U'\n'; return;
            case Part::content: add_content(value); return;
            case Part::other: return;
        }
        stop("unknown part of a form");
    }

    static void keep(std::optional<Words>& slot, Words value) {
        if (!slot && !value.empty()) slot = value;
    }

    void add_content(Words value) {
        if (value.empty()) return;
        if (!form_.content.empty()) form_.content += '\n';
        form_.content += text::to_utf8(value);
    }

    /// Lines without a label: the first before all labels may be the title, others are content.
    void take_loose(std::size_t begin, std::size_t end) {
        for (std::size_t at = begin; at < end;) {
            const std::size_t line = std::min(end, half_.find(U'\n', at));
            const Words value = strip(written_.substr(at, line - at));
            if (!value.empty() && !first_line_ && !saw_label_) {
                first_line_ = value;
            } else {
                add_content(value);
            }
            at = line + 1;
        }
        saw_label_ = true;
    }

    void finish() {
        if (!title_ && theme_) {
            title_ = theme_;
        } else if (theme_ && *theme_ != *title_) {
            form_.content = text::to_utf8(*theme_) + (form_.content.empty() ? "" : "\n" + form_.content);
        }
        if (!title_) {
            title_ = first_line_;
        } else if (first_line_ && *first_line_ != *title_) {
            heading_ = text::to_utf8(*first_line_);
        }
        if (title_) form_.title = text::plain_line(text::to_utf8(*title_));
        finish_date();
        finish_heads();
        finish_kind();
        if (!form_.title || form_.title->empty()) {
            form_.title.reset();
            form_.missing.push_back(FormField::title);
        }
    }

    void finish_date() {
        if (!date_words_) {
            form_.missing.push_back(FormField::date);
            return;
        }
        const std::string words = text::to_utf8(*date_words_);
        const auto date = parse_chat_date(words, today_);
        form_.minute = parse_chat_minute(words);
        if (date) {
            form_.date = *date;
        } else {
            form_.unreadable.push_back(FormField::date);
        }
    }

    void finish_heads() {
        if (heads_words_.empty()) {
            form_.missing.push_back(FormField::heads);
            return;
        }
        const auto heads = parse_heads(text::to_utf8(heads_words_));
        if (heads) {
            form_.heads = *heads;
        } else {
            form_.unreadable.push_back(FormField::heads);
        }
    }

    void finish_kind() {
        for (const std::string& words : {kind_words_ ? text::to_utf8(*kind_words_) : std::string(),
                                         form_.title.value_or(""), heading_, text::shorten(form_.content, 200)}) {
            form_.kind = guess_kind(words, kinds_);
            if (form_.kind) return;
        }
        (kind_words_ ? form_.unreadable : form_.missing).push_back(FormField::kind);
    }

    Words written_;
    Words half_;
    Date today_;
    const std::vector<ActivityKind>& kinds_;
    PastedForm form_;
    std::optional<Words> kind_words_;
    std::optional<Words> date_words_;
    std::optional<Words> title_;
    std::optional<Words> theme_;
    std::optional<Words> first_line_;
    std::u32string heads_words_;
    std::string heading_;
    bool saw_label_ = false;
};

}  // namespace

std::string_view to_string(FormField field) {
    switch (field) {
        case FormField::kind: return "kind";
        case FormField::date: return "date";
        case FormField::title: return "title";
        case FormField::heads: return "heads";
        case FormField::place: return "place";
        case FormField::content: return "content";
    }
    stop("unknown FormField");
}

std::optional<PastedForm> read_pasted_form(std::string_view text, Date today, const std::vector<ActivityKind>& kinds) {
    const std::u32string written = chat::characters_as_written(text, kLongest);
    const std::u32string half = chat::characters(text, kLongest);
    return FormReader(written, half, today, kinds).read();
}

std::optional<std::string> guess_kind(std::string_view text, const std::vector<ActivityKind>& kinds) {
    std::string_view best_word;
    std::string_view best_code;
    const auto offer = [&](std::string_view word, std::string_view code) {
        if (word.size() > best_word.size() && text.find(word) != std::string_view::npos) {
            best_word = word;
            best_code = code;
        }
    };
    for (const ActivityKind& kind : kinds) offer(kind.label, kind.code);
    for (const auto& [word, code] : kind_words()) {
        const bool in_use = std::any_of(kinds.begin(), kinds.end(),
                                        [&code = code](const ActivityKind& kind) { return kind.code == code; });
        if (in_use) offer(word, code);
    }
    if (best_word.empty()) return std::nullopt;
    return std::string(best_code);
}

}  // namespace league
