#include "server/talk/talks.hpp"

#include <algorithm>
#include <array>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/chat_date.hpp"
#include "lib/domain/people.hpp"
#include "lib/platform/log.hpp"
#include "lib/storage/held_message_store.hpp"
#include "server/talk/phrase_keys.hpp"

namespace league::talk {
namespace {

// A log may say 5000 characters; nobody types more than that into a chat.
constexpr std::size_t kLongestText = 16 * 1024;
constexpr std::size_t kLongestGuideQuestion = 30;  // characters
constexpr std::size_t kShownOfKept = 60;           // characters
constexpr std::size_t kShownKept = 600;            // bytes of all of them, and one more
constexpr std::size_t kShortAnswer = 24;           // bytes of what may be an answer to a question that is gone

/// Eight letters and digits, but not digits alone: those are a day more often than a code.
bool is_invite_code(std::string_view said) {
    const auto code = normal_invite_code(said);
    if (!code || text::trim(said).size() > 20) return false;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return !std::all_of(code->begin(), code->end(), is_digit);
}

/// A number, a day or heads: what only an open dialog asks for.
bool looks_like_answer(std::string_view said, Instant now) {
    if (said.size() > kShortAnswer) return false;
    const auto day = parse_chat_date(said, beijing_date(now));
    return parse_count(normal(said)) || day || day.error() != DateFault::nothing_found || parse_heads(said);
}

/// Who holds several roles is told what the highest of them can do.
std::optional<Role> highest_role(const Actor& actor) {
    static constexpr std::array kByRank{Role::county_officer, Role::township_secretary, Role::county_leader,
                                        Role::branch_secretary};
    for (const Role role : kByRank) {
        const bool holds =
            std::any_of(actor.roles.begin(), actor.roles.end(), [&](const auto& one) { return one.role == role; });
        if (holds) return role;
    }
    return std::nullopt;
}

}  // namespace

Talks::Talks(const TalkParts& parts)
    : database_(parts.database),
      seals_(parts.seals),
      random_(parts.random),
      phrases_(parts.phrases),
      guide_(parts.guide),
      words_(phrases_),
      effects_(database_, seals_),
      dialogs_(parts.cache, seals_, parts.dialog),
      steps_(database_, words_, phrases_),
      save_(parts.submit, parts.progress, phrases_),
      record_(database_, dialogs_, effects_, steps_, save_, words_, phrases_, random_),
      form_(database_, effects_, steps_, save_, words_, phrases_, random_),
      withdraw_(effects_, parts.show, parts.withdraw, phrases_),
      picture_(effects_, parts.wish_picture, phrases_, parts.pictures),
      mine_(parts.duties, parts.activities, parts.health, parts.alive, phrases_),
      progress_(database_, parts.progress, parts.standing, words_, phrases_),
      founding_(parts.projects, phrases_),
      report_(database_, effects_, parts.reports, parts.send_report, words_, phrases_),
      supervision_(parts.supervisions, phrases_),
      review_lists_(parts.cache, seals_, parts.reviews),
      review_({database_, effects_, review_lists_, parts.activities, parts.show, parts.review, words_, phrases_}),
      due_(database_, parts.duties, parts.reports, words_, phrases_),
      branch_(database_, parts.activities, parts.health, parts.progress, words_, phrases_),
      visit_(database_, effects_, parts.write_note, words_, phrases_, random_),
      bind_(effects_, parts.bind, parts.limits, phrases_),
      link_(effects_, parts.issue_link_code, parts.redeem_link_code, phrases_) {
    phrases_.check(phrase_keys());
}

std::string Talks::text(Turn turn, std::string_view said) {
    if (text::trim(said).empty()) return help(turn);
    if (said.size() > kLongestText) return say("too_long");
    if (only_reads(said)) {
        return run(turn, *words_.hear(said));
    }
    return converse(turn, said);
}

bool Talks::only_reads(std::string_view said) const {
    const auto heard = words_.hear(said);
    // A glued word may be an answer in a dialog (进度汇报会 is a title), which has to be looked at first.
    if (!heard || heard->glued) return false;
    switch (heard->command) {
        case Command::mine:
        case Command::progress:
        case Command::founding:
        case Command::report:
        case Command::supervision:
        case Command::guide:
        case Command::review:
        case Command::not_logged:
        case Command::not_sent:
        case Command::branch:
        case Command::help: return true;
        case Command::accept:
        case Command::accept_all:
        case Command::confirm_accept:
        case Command::give_back:
        case Command::visit:
        case Command::record:
        case Command::withdraw:
        case Command::confirm_report:
        case Command::nothing_new:
        case Command::link:
        case Command::bind: return false;
    }
    stop("unknown Command");
}

std::string Talks::run(const Turn& turn, const Words::Heard& heard) {
    const std::string& rest = heard.rest;
    switch (heard.command) {
        case Command::record: return record_.start(turn);
        case Command::withdraw: return withdraw_.answer(turn);
        case Command::mine: return mine_.answer(turn);
        case Command::progress: return progress_.answer(turn, rest);
        case Command::founding: return founding_.answer(turn);
        case Command::report: return report_.show(turn, rest);
        case Command::confirm_report: return report_.confirm(turn, rest);
        case Command::nothing_new: return report_.nothing_new(turn, rest);
        case Command::supervision: return supervision_.answer(turn);
        case Command::guide: return guide(rest);
        case Command::help: return help(turn);
        case Command::link: return link_.issue(turn);
        case Command::bind: return bind_.answer(turn, rest);
        case Command::review: return review_.show(turn, rest);
        case Command::accept: return review_.accept(turn, rest);
        case Command::accept_all: return review_.ask_all(turn);
        case Command::confirm_accept: return review_.confirm_all(turn);
        case Command::give_back: return review_.give_back(turn, heard.as_typed);
        case Command::not_logged: return due_.not_logged(turn, rest);
        case Command::not_sent: return due_.not_sent(turn);
        case Command::branch: return branch_.answer(turn, rest);
        case Command::visit: return visit_.answer(turn, heard.as_typed);
    }
    stop("unknown Command");
}

std::string Talks::converse(Turn& turn, std::string_view said) {
    RecordTalk::State dialog;
    bool has_cache = true;
    try {
        dialog = record_.look(turn);
        add_preface(turn);
    } catch (const CacheDown&) {
        has_cache = false;
    }
    if (dialog.repeated) return *dialog.repeated;
    // A receipt with the kept words is written for an answer of a dialog as well, so that they are told once.
    const auto with_preface = [&](std::string answer) {
        if (turn.preface.empty()) return answer;
        return effects_.once(turn, [&](Transaction&) { return answer; });
    };

    const auto heard = words_.hear(said);
    const auto is_form = [&] {
        const auto form = form_.read(turn, said);
        return form && form->is_complete();
    };
    if (heard && !(heard->glued && (dialog.open || is_form()))) {
        if (heard->command == Command::withdraw && dialog.open) return with_preface(say("withdraw_in_dialog"));
        if (heard->command == Command::record && !has_cache) return say("record_without_dialogs");
        return with_preface(run(turn, *heard));
    }
    // The last answer may be as long as a form and name its parts; before it a whole form is what it looks like.
    if (dialog.open != Step::words) {
        const auto form = form_.read(turn, said);
        if (form && (form->is_complete() || !dialog.open)) {
            FormTalk::Answer answer = form_.answer(turn, *form, said);
            if (dialog.open && answer.saved) {
                try {
                    record_.abandon(turn);
                } catch (const CacheDown&) {
                    // The log is saved, whatever the cache remembers.
                }
            }
            return with_preface(std::move(answer.words));
        }
    }
    if (dialog.open) {
        try {
            if (auto answer = record_.go_on(turn, said)) return with_preface(*std::move(answer));
        } catch (const CacheDown&) {
            return hold(turn, said);
        }
    }
    if (is_invite_code(said)) return with_preface(bind_.answer(turn, std::string(said)));
    if (!turn.is_bound() && normal_link_code(said)) return with_preface(link_.redeem(turn, std::string(said)));
    if (!has_cache && turn.is_bound()) return hold(turn, said);
    return with_preface(without_dialog(turn, said));
}

std::string Talks::without_dialog(const Turn& turn, std::string_view said) {
    if (words_.is_cancel(said) || words_.is_back(said)) return say("nothing_open");
    if (looks_like_answer(said, turn.at)) return say(turn.is_bound() ? "dialog_gone" : "dialog_gone_unbound");
    return unknown(turn, said);
}

void Talks::add_preface(Turn& turn) const {
    const auto kept = database_.read(
        [&](ReadTransaction& tx) { return HeldMessageStore(tx, seals_).list_unshown(turn.account, turn.openid); });
    if (kept.empty()) return;
    std::string list;
    for (const HeldMessage& message : kept) {
        if (list.size() > kShownKept) break;
        if (!list.empty()) list += '\n';
        list += text::shorten(text::plain_line(message.words), kShownOfKept);
        turn.held.push_back(message.id);
    }
    const std::size_t more = kept.size() - turn.held.size();
    turn.preface = say("kept", {{"list", list}, {"more", more > 0 ? std::to_string(more) : ""}});
}

std::string Talks::hold(const Turn& turn, std::string_view said) {
    log::warning("an answer is kept while Redis is away");
    return effects_.once(turn, [&](Transaction& tx) {
        const std::string id = make_uuid_v7(random_, tx.now());
        HeldMessageWriter(tx, seals_).insert(id, turn.account, turn.openid, std::string(said));
        return say("busy");
    });
}

std::string Talks::picture(const Turn& turn, const std::string& media_id) {
    try {
        if (record_.look(turn).open) return say("picture_in_dialog");
    } catch (const CacheDown&) {
        // Pictures belong to saved logs, which are in the records.
    }
    return picture_.answer(turn, media_id);
}

std::string Talks::other(const Turn& turn) const {
    return say(turn.is_bound() ? "cannot_read" : "cannot_read_unbound");
}

std::string Talks::unheard(const Turn& turn) const {
    return say(turn.is_bound() ? "voice_unheard" : "voice_unheard_unbound");
}

std::string Talks::followed(const Turn& turn, const std::string& scene) {
    if (auto told = branch_.scanned(turn, scene)) return *told;
    return bind_.followed(turn, scene);
}

std::string Talks::scanned(const Turn& turn, const std::string& scene) {
    if (auto told = branch_.scanned(turn, scene)) return *told;
    return bind_.scanned(turn, scene);
}

std::string Talks::tapped(const Turn& turn, const std::string& key) {
    const auto command = words_.of_key(key);
    if (!command) return help(turn);
    if (*command == Command::record || *command == Command::withdraw) {
        return text(turn, words_.list(to_string(*command)).front());
    }
    return run(turn, {*command, {}, {}, false});
}

std::string Talks::help(const Turn& turn) const {
    if (const auto role = highest_role(turn.actor)) return phrases_.text("replies/help", to_string(*role));
    return phrases_.text("replies/help", turn.is_bound() ? "no_role" : "unbound");
}

std::string Talks::guide(std::string_view asked) const {
    if (asked.empty()) return guide_.contents();
    const auto number = guide_.find(asked);
    return number ? *guide_.chapter(*number) : phrases_.text("guide", "not_found");
}

std::string Talks::unknown(const Turn& turn, std::string_view said) const {
    if (const auto word = words_.nearest(said)) return say("nearest", {{"word", *word}});
    if (text::count_characters(said) <= kLongestGuideQuestion) {
        if (const auto chapter = guide_.find(said)) return *guide_.chapter(*chapter);
    }
    const auto& roles = turn.actor.roles;
    if (roles.empty()) return say("unknown_unbound");
    const bool logs = std::any_of(roles.begin(), roles.end(), [](const RoleGrant& grant) {
        return grant.role == Role::branch_secretary || grant.role == Role::township_secretary;
    });
    return say(logs ? "unknown" : "unknown_office");
}

std::string Talks::say(std::string_view key, const Values& values) const {
    return phrases_.text("replies/talk", key, values);
}

}  // namespace league::talk
