#include "lib/app/check_photos.hpp"

#include <algorithm>

#include "lib/app/call_outcome.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/page_limits.hpp"
#include "lib/app/step_ends.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/random.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/photo_store.hpp"

namespace league {
namespace {

constexpr int kSlice = 20;
constexpr int kMostRows = 100;

std::optional<OpenId> openid_of(ReadTransaction& tx, const Seals& seals, const std::optional<PersonId>& person,
                                const std::string& account) {
    if (!person) return std::nullopt;
    for (const Identity& one : IdentityStore(tx, seals).list_for_person(PersonStore(tx, seals).current(*person))) {
        if (one.account == account) return one.openid;
    }
    return std::nullopt;
}

void settle(Transaction& tx, PhotoCheck check, ContentState state, std::optional<ContentCause> cause) {
    check.state = state;
    check.cause = cause;
    check.ticket_hash.clear();
    check.changed_at = tx.now();
    PhotoCheckWriter(tx).put(check);
}

bool take_answer(Transaction& tx, PhotoCheck check, const PhotoAnswer& answer) {
    // An answer after the deadline still tells more than none; a person's word stands.
    const bool is_open = check.state == ContentState::waiting || check.cause == ContentCause::no_answer;
    if (!is_open || check.judged_by) return false;
    check.label = answer.label;
    if (answer.was_seen) {
        settle(tx, check, answer.state, std::nullopt);
    } else {
        settle(tx, check, ContentState::review, ContentCause::no_answer);
    }
    return true;
}

/// Ends a row whose picture WeChat did not take.
OutboxDone given_up(const OutboxRow& row, const wechat::Refused& refused) {
    OutboxDone done = step::cancelled("not checked: " + std::string(to_string(refused.kind)));
    done.settlement.errcode = refused.errcode;
    done.then = [photo = PhotoHash(row.subject)](Transaction& tx) {
        const std::optional<PhotoCheck> check = PhotoCheckStore(tx).find(photo);
        if (check && check->state == ContentState::waiting) {
            settle(tx, *check, ContentState::not_checked, ContentCause::refused);
        }
    };
    return done;
}

}  // namespace

PhotoCheckRules photo_check_rules(const Config& config) {
    PhotoCheckRules rules;
    const WechatAccount* account = config.account(config.content.account);
    const bool can_ask = account != nullptr && account->kind == AccountKind::mini_program;
    if (config.content.check && can_ask) rules.account = config.content.account;
    rules.public_url = config.server.public_url;
    rules.window = config.wechat.limits.check_visit_window;
    rules.wait = config.content.media_wait;
    return rules;
}

long long PlanPhotoChecks::run() {
    long long all = 0;
    while (true) {
        // Most of the time there is nothing, and the writer is left alone.
        const bool any = database_.read([&](ReadTransaction& tx) {
            const PhotoCheckStore store(tx);
            const bool is_new = !rules_.account.empty() && !store.unchecked(tx.now() - rules_.window, 1).empty();
            return is_new || !store.overdue(tx.now() - rules_.wait, 1).empty();
        });
        if (!any) return all;
        all += database_.write([&](Transaction& tx) { return slice(tx); });
    }
}

long long PlanPhotoChecks::slice(Transaction& tx) const {
    std::vector<UncheckedPhoto> photos;
    if (!rules_.account.empty()) photos = PhotoCheckStore(tx).unchecked(tx.now() - rules_.window, kSlice);
    // Several units may have uploaded the same bytes.
    std::vector<PhotoHash> taken;
    for (const UncheckedPhoto& photo : photos) {
        if (std::find(taken.begin(), taken.end(), photo.photo) != taken.end()) continue;
        taken.push_back(photo.photo);
        take_up(tx, photo);
    }
    const std::vector<PhotoCheck> overdue = PhotoCheckStore(tx).overdue(tx.now() - rules_.wait, kSlice);
    for (const PhotoCheck& check : overdue) settle(tx, check, ContentState::review, ContentCause::no_answer);
    return static_cast<long long>(photos.size() + overdue.size());
}

void PlanPhotoChecks::take_up(Transaction& tx, const UncheckedPhoto& photo) const {
    PhotoCheck check;
    check.photo = photo.photo;
    check.account = rules_.account;
    check.asked_at = check.changed_at = tx.now();
    const std::optional<OpenId> uploader = openid_of(tx, seals_, photo.uploader, rules_.account);
    const bool can_fetch = rules_.public_url.starts_with("https://");
    if (!uploader || !can_fetch) {
        return settle(tx, check, ContentState::not_checked,
                      uploader ? ContentCause::no_address : ContentCause::no_identity);
    }
    const std::string ticket = make_token(random_);
    check.ticket_hash = seals_.digest.sha256(ticket);
    PhotoCheckWriter(tx).put(check);
    OutboxDraft draft;
    draft.id = OutboxId(make_uuid_v7(random_, tx.now()));
    draft.kind = kCheckPhoto;
    draft.account = rules_.account;
    draft.dedupe_key = std::string(kCheckPhoto) + ":" + photo.photo.str();
    draft.person = photo.uploader;
    draft.subject = photo.photo.str();
    draft.payload = {{"ticket", ticket}};
    OutboxWriter(tx, seals_).enqueue(draft);
}

OutboxDone CheckPhoto::check(const OutboxRow& row) const {
    wechat::WechatClient* client = accounts_.find(row.account);
    if (client == nullptr) throw Problem(ProblemCode::not_found, "account_not_configured");
    const PhotoHash photo(row.subject);
    const auto uploader = database_.read([&](ReadTransaction& tx) -> std::optional<OpenId> {
        const std::optional<PhotoCheck> check = PhotoCheckStore(tx).find(photo);
        const bool waits = check && check->state == ContentState::waiting;
        return waits ? openid_of(tx, seals_, row.person, row.account) : std::nullopt;
    });
    if (!uploader || rules_.account.empty()) return step::cancelled("nothing to ask any more");
    const std::string address = rules_.public_url + std::string(kPhotoCheckPath) + row.payload.at("ticket");
    const auto trace = client->check_media_async(*uploader, address);
    if (!trace) {
        const CallFailure failure = failure_of(trace);
        if (!is_final(failure)) return {settlement_of(failure, row, clock_.now()), {}};
        return given_up(row, std::get<wechat::Refused>(failure));
    }
    return step::done([photo, trace_id = *trace](Transaction& tx) { PhotoChecked::name_question(tx, photo, trace_id); },
                      "asked");
}

bool PhotoChecked::run_in(Transaction& tx, const PhotoAnswer& answer) {
    const std::optional<PhotoCheck> check = PhotoCheckStore(tx).find_by_trace(answer.account, answer.trace_id);
    if (check) return take_answer(tx, *check, answer);
    PhotoCheckWriter(tx).keep_answer(answer);
    return false;
}

void PhotoChecked::name_question(Transaction& tx, const PhotoHash& photo, const std::string& trace_id) {
    std::optional<PhotoCheck> check = PhotoCheckStore(tx).find(photo);
    const bool is_open = check && (check->state == ContentState::waiting || check->cause == ContentCause::no_answer);
    if (!is_open || check->judged_by) return;
    check->trace_id = trace_id;
    PhotoCheckWriter(tx).put(*check);
    const std::optional<PhotoAnswer> answer = PhotoCheckStore(tx).find_answer(check->account, trace_id);
    if (answer) take_answer(tx, *check, *answer);
}

std::optional<std::string> FetchForCheck::run(const std::string& ticket) {
    const auto photo = database_.read([&](ReadTransaction& tx) -> std::optional<Photo> {
        if (ticket.empty()) return std::nullopt;
        const std::optional<PhotoCheck> check = PhotoCheckStore(tx).find_by_ticket(digest_.sha256(ticket));
        const bool waits = check && check->state == ContentState::waiting && tx.now() <= check->asked_at + wait_;
        return waits ? PhotoStore(tx).find(check->photo) : std::nullopt;
    });
    return photo ? blobs_.get(photo->picture_key) : std::nullopt;
}

bool is_withheld(const PhotoCheck& check) {
    return is_withheld(check.state) && check.cause != ContentCause::no_answer;
}

PhotoCheckPage ListPhotoChecks::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        const auto office = std::find_if(actor.roles.begin(), actor.roles.end(),
                                         [](const RoleGrant& grant) { return grant.role == Role::county_officer; });
        const OrgUnit unit = unit_or_top(tx, office == actor.roles.end() ? "" : office->unit.str());
        require(actor, Verb::judge_content, unit);
        check_page(input.limit, input.offset, kMostRows);
        return PhotoCheckStore(tx).list_open(unit.path, input.limit, input.offset);
    });
}

JudgePhoto::Output JudgePhoto::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const std::vector<OrgUnit> owners = PhotoStore(tx).uploaders(input.photo);
        const bool allowed = std::any_of(owners.begin(), owners.end(),
                                         [&](const OrgUnit& unit) { return may(current, Verb::judge_content, unit); });
        std::optional<PhotoCheck> check = PhotoCheckStore(tx).find(input.photo);
        // Whose picture it is tells nobody else anything.
        if (!allowed && !current.is_operator) {
            throw Problem(ProblemCode::not_allowed, current.roles.empty() ? "not_bound" : "not_allowed");
        }
        std::string reason = checked_reason(input.verdict, input.reason);
        if (!check) throw Problem(ProblemCode::not_found, "photo_not_found");
        const ContentState next = after_judgement(check->state, input.verdict);
        if (next == check->state && reason == check->reason) return Output{false, *std::move(check)};
        check->state = next;
        check->reason = std::move(reason);
        check->cause.reset();
        check->judged_by = current.person;
        check->changed_at = tx.now();
        PhotoCheckWriter(tx).put(*check);
        AuditWriter(tx, digest_)
            .append(current, {"judge_photo", "photo", input.photo.str(), {"content_state", "content_reason"}});
        return Output{true, *std::move(check)};
    });
}

}  // namespace league
