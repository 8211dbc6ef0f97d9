#include "lib/app/call_outcome.hpp"

#include <algorithm>
#include <array>

#include "lib/base/ensure.hpp"
#include "lib/domain/beijing_time.hpp"

namespace league {
namespace {

using namespace std::chrono_literals;

/// Refusals of the whole account: appid, secret, address list, administrator (wechat-api 2.2).
constexpr std::array<long long, 12> kOfAccount{40001, 40002, 40013, 40125, 40164, 41002,
                                               41004, 42001, 89501, 89503, 89506, 89507};

enum class Course { refuse, hold, wait_for_day, wait_for_minute, try_later };

Course course_of(const wechat::Refused& refused) {
    switch (refused.kind) {
        case wechat::RefusalKind::token: return Course::hold;
        case wechat::RefusalKind::config:
            return std::find(kOfAccount.begin(), kOfAccount.end(), refused.errcode) != kOfAccount.end()
                       ? Course::hold
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

OutboxSettlement settle(const wechat::Refused& refused, const OutboxRow& row, Instant now) {
    const std::string word(to_string(refused.kind));
    switch (course_of(refused)) {
        // An operator must act; asking seldom does no harm and notices when he has (never in a loop: wechat-api 9.2).
        case Course::hold:
            return again(now + 10min, false, "held: " + word + address_in(refused.errmsg), refused.errcode);
        case Course::wait_for_day:
            return again(at_beijing(add_days(beijing_date(now), 1), 5), false, word, refused.errcode);
        case Course::wait_for_minute: return again(now + 61s, false, word, refused.errcode);
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
    // WeChat was not reached, which is not this row's fault: it waits as long as it has waited, and never gives up.
    const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(now - row.created_at);
    const auto pause = std::clamp<std::chrono::milliseconds>(waited, 30s, 15min);
    return again(now + pause, false, "not sent: " + std::get<wechat::NotSent>(failure).why);
}

}  // namespace league
