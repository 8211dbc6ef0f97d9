#include "server/talk/phrase_keys.hpp"

#include <string_view>

namespace league::talk {
namespace {

struct Section {
    std::string_view name;
    std::vector<std::string_view> keys;
};

const std::vector<Section>& sections() {
    static const std::vector<Section> kSections{
        {"replies/bind",
         {"needed", "ask_code", "bound_already", "done", "repeated", "welcome", "welcome_back", "role.branch_secretary",
          "role.township_secretary", "role.county_officer", "role.county_leader"}},
        {"replies/form",
         {"incomplete", "nobody_present", "future_hour", "present_over_expected", "which_branch", "between", "and_more",
          "field.kind", "field.date", "field.title", "field.heads", "field.place", "field.content"}},
        {"replies/founding",
         {"head",
          "count",
          "between",
          "line",
          "more",
          "none",
          "not_yours",
          "stage.surveyed",
          "stage.prepared",
          "stage.requested",
          "stage.founding_approved",
          "stage.elected",
          "stage.appointed",
          "stage.result_reported",
          "stage.result_approved",
          "stage.filed",
          "stage.dropped",
          "next.surveyed",
          "next.prepared",
          "next.requested",
          "next.founding_approved",
          "next.elected",
          "next.appointed",
          "next.result_reported",
          "next.result_approved"}},
        {"replies/help",
         {"branch_secretary", "township_secretary", "county_officer", "county_leader", "no_role", "unbound"}},
        {"replies/link", {"code", "done", "not_bound"}},
        {"replies/mine",
         {"head",
          "branch_done",
          "branch_due",
          "term_soon",
          "term_over",
          "township",
          "terms",
          "waiting",
          "area",
          "area_row",
          "report_due",
          "report_overdue",
          "supervisions",
          "more",
          "no_duties",
          "log.submitted",
          "log.accepted",
          "log.returned",
          "log.withdrawn",
          "health",
          "health_short",
          "state.alive",
          "state.weak",
          "state.hollow",
          "members.met",
          "members.not_met",
          "members.unknown",
          "secretary.met",
          "secretary.not_met",
          "secretary.unknown",
          "monthly.met",
          "monthly.not_met",
          "attendance.met",
          "attendance.not_met",
          "attendance.unknown",
          "term.met",
          "term.not_met",
          "term.unknown",
          "short.members",
          "short.secretary",
          "short.monthly",
          "short.attendance",
          "short.term",
          "still_due",
          "returned_below",
          "duty",
          "any_kind"}},
        {"replies/picture", {"received", "no_recent_log", "enough"}},
        {"replies/progress", {"totals", "rows", "top", "row", "hint", "unknown_unit", "target", "target_over"}},
        {"replies/record",
         {"ask_unit",     "ask_unit_name", "wrong_unit",  "wrong_unit_name",       "ask_kind",       "wrong_kind",
          "ask_date",     "wrong_date",    "no_such_day", "future_date",           "ask_title",      "no_title",
          "long_title",   "ask_heads",     "wrong_heads", "present_over_expected", "nobody_present", "future_hour",
          "too_long_ago", "ask_words",     "saved",       "saved_before",          "refused",        "cancelled",
          "over",         "no_branch"}},
        {"replies/report",
         {"sheet", "sent", "sent_nothing_new", "sent_before", "nothing_due", "refused", "not_yours", "which"}},
        {"replies/branch", {"head", "last", "no_log", "ask_name", "unknown", "which", "may_log", "about"}},
        {"replies/due",
         {"not_logged", "all_logged", "area_head", "area_row", "area_hint", "more", "unknown_unit", "which_unit",
          "not_sent", "no_report_due", "not_yours"}},
        {"replies/review", {"head",           "line",           "how",
                            "away",           "none",           "not_yours",
                            "gone",           "detail",         "accepted",
                            "returned",       "done_line",      "changed",
                            "refused",        "decided_before", "no_such_number",
                            "no_number",      "no_number_back", "no_reason",
                            "ask_all",        "not_asked",      "left",
                            "state.accepted", "state.returned", "state.withdrawn"}},
        {"replies/visit", {"wrong_day", "how", "which", "no_words", "done", "refused", "not_yours"}},
        {"replies/supervision",
         {"head", "line", "more", "none", "not_yours", "cause.under_line", "cause.no_report", "cause.hollow",
          "cause.silent", "cause.by_hand", "stage.proposed", "stage.confirmed", "stage.visited", "stage.found",
          "stage.overdue", "stage.answered", "stage.dropped", "stage.closed"}},
        {"replies/talk",
         {"too_long", "busy", "kept", "withdraw_in_dialog", "record_without_dialogs", "picture_in_dialog",
          "nothing_open", "dialog_gone", "dialog_gone_unbound", "cannot_read", "cannot_read_unbound", "voice_unheard",
          "voice_unheard_unbound", "voice_stop", "nearest", "unknown", "unknown_unbound", "unknown_office"}},
        {"replies/withdraw", {"done", "done_before", "nothing"}},
        {"guide", {"not_found"}},
    };
    return kSections;
}

}  // namespace

std::vector<PhraseKey> phrase_keys() {
    std::vector<PhraseKey> keys;
    for (const Section& section : sections()) {
        for (const std::string_view key : section.keys) keys.push_back({std::string(section.name), std::string(key)});
    }
    return keys;
}

}  // namespace league::talk
