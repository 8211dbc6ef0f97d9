#include "lib/app/call_outcome.hpp"

#include <algorithm>
#include <array>

#include "lib/base/ensure.hpp"
#include "lib/domain/beijing_time.hpp"

namespace league {
namespace {

using namespace std::chrono_literals;

/// Refusals of the whole account: appid, secret, address list, administrator (wechat-api 2.2), key of a robot (7).
constexpr std::array<long long, 13> kOfAccount{40001, 40002, 40013, 40125, 40164, 41002, 41004,
                                               42001, 89501, 89503, 89506, 89507, 93000};
/// The account lacks the right to this kind of call (wechat-api 2.2): every other row of it would hear the same.
constexpr long long kNoRight = 48001;

// An operator must act; a probe notices when he has (never in a loop: wechat-api 9.2).
constexpr auto kFirstProbe = 10min;
constexpr auto kSlowestProbe = 60min;
constexpr auto kFirstReach = 30s;
constexpr auto kSlowestReach = 15min;

enum class Course { refuse, hold_account, hold_kind, wait_for_day, wait_for_minute, try_later };

Course course_of(const wechat::Refused& refused) {
    switch (refused.kind) {
        case wechat::RefusalKind::token: return Course::hold_account;
        case wechat::RefusalKind::config:
            if (refused.errcode == kNoRight) return Course::hold_kind;
            return std::find(kOfAccount.begin(), kOfAccount.end(), refused.errcode) != kOfAccount.end()
                       ? Course::hold_account
                       : Course::refuse;
        case wechat::RefusalKind::quota_day: return Course::wait_for_day;
        case wechat::RefusalKind::rate_minute: return Course::wait_for_minute;
        case wechat::RefusalKind::retry_later: return Course::try_later;
        case wechat::RefusalKind::user:
        case wechat::RefusalKind::content:
        case wechat::RefusalKind::permanent: return Course::refuse;
    }
    stop("unknown RefusalKind");
}

OutboxSettlement again(Instant at, bool counts, std::string outcome, long long errcode = 0) {
    OutboxSettlement settlement;
    settlement.state = OutboxState::due;
    settlement.again_at = at;
    settlement.counts = counts;
    settlement.outcome = std::move(outcome);
    settlement.errcode = errcode;
    return settlement;
}

/// The address that an operator has to put on the list of 40164: WeChat names it in the text alone (wechat-api 2.2).
std::string address_in(const std::string& errmsg) {
    constexpr std::string_view kMark = "invalid ip ";
    const std::size_t at = errmsg.find(kMark);
    if (at == std::string::npos) return "";
    const std::size_t begin = at + kMark.size();
    const std::size_t end = errmsg.find_first_not_of("0123456789abcdefABCDEF.:", begin);
    const std::string address = errmsg.substr(begin, end == std::string::npos ? end : end - begin);
    return address.empty() ? "" : ", " + address;
}

/// The row keeps its place; it and its like wait for the hold.
OutboxSettlement held(const OutboxRow& row, SendingRefusal refusal, std::string outcome) {
    OutboxSettlement settlement = again(row.due_at, false, std::move(outcome), refusal.errcode);
    settlement.hold = std::move(refusal);
    return settlement;
}

OutboxSettlement settle(const wechat::Refused& refused, const OutboxRow& row, Instant now) {
    const std::string word(to_string(refused.kind));
    const Course course = course_of(refused);
    SendingRefusal refusal;
    refusal.whole_account = course == Course::hold_account;
    refusal.errcode = refused.errcode;
    refusal.reason = word;
    refusal.first_pause = kFirstProbe;
    refusal.longest_pause = kSlowestProbe;
    switch (course) {
        case Course::hold_account:
        case Course::hold_kind: return held(row, std::move(refusal), "held: " + word + address_in(refused.errmsg));
        case Course::wait_for_day:
            refusal.until = at_beijing(add_days(beijing_date(now), 1), 5);
            return held(row, std::move(refusal), word);
        case Course::wait_for_minute: refusal.until = now + 61s; return held(row, std::move(refusal), word);
        case Course::try_later: return again(next_try(row.attempts, now), true, word, refused.errcode);
        case Course::refuse: break;
    }
    OutboxSettlement settlement;
    settlement.state = OutboxState::refused;
    settlement.errcode = refused.errcode;
    settlement.outcome = refused.rid.empty() ? word : word + ", rid " + refused.rid;
    return settlement;
}

}  // namespace

Instant next_try(int attempts, Instant now) {
    const int doublings = std::clamp(attempts - 1, 0, 7);
    return now + std::min<std::chrono::milliseconds>(30s * (1 << doublings), 1h);
}

bool is_final(const CallFailure& failure) {
    const auto* refused = std::get_if<wechat::Refused>(&failure);
    return refused != nullptr && course_of(*refused) == Course::refuse;
}

OutboxSettlement settlement_of(const CallFailure& failure, const OutboxRow& row, Instant now) {
    if (const auto* refused = std::get_if<wechat::Refused>(&failure)) return settle(*refused, row, now);
    if (const auto* unknown = std::get_if<wechat::Unknown>(&failure)) {
        OutboxSettlement settlement;
        settlement.state = OutboxState::unknown;
        settlement.outcome = unknown->why;
        return settlement;
    }
    // WeChat was not reached, which is not this row's fault: it never gives up, and the others need not find out.
    SendingRefusal refusal;
    refusal.reason = "unreachable";
    refusal.first_pause = kFirstReach;
    refusal.longest_pause = kSlowestReach;
    return held(row, std::move(refusal), "not sent: " + std::get<wechat::NotSent>(failure).why);
}

}  // namespace league
