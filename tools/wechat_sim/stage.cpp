#include "tools/wechat_sim/stage.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>

namespace league::sim {
namespace {

constexpr std::size_t kKeptInbox = 20000;
constexpr std::size_t kKeptChat = 500;
constexpr std::chrono::hours kBeijing{8};

}  // namespace

std::string dump(const Json& json) {
    return json.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

Answer json_answer(const Json& json, int status) {
    Answer answer;
    answer.status = status;
    answer.body = dump(json);
    return answer;
}

std::string beijing_time(Instant instant) {
    using namespace std::chrono;
    const auto local = floor<seconds>(instant + kBeijing);
    const auto day = floor<days>(local);
    const year_month_day date(day);
    const hh_mm_ss time(local - day);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d+08:00", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
}

long long unix_seconds(Instant instant) {
    return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

long long beijing_day(Instant instant) {
    return std::chrono::floor<std::chrono::days>(instant + kBeijing).time_since_epoch().count();
}

long long beijing_month(Instant instant) {
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(instant + kBeijing));
    return static_cast<int>(date.year()) * 12LL + static_cast<long long>(static_cast<unsigned>(date.month()));
}

Stage::Stage(SimOptions given, const Clock& base, Random& chance)
    : options(std::move(given)), clock(base), random(chance) {
    reset();
}

void Stage::reset() {
    // Ids go on counting: an id from before a reset never names something made after it.
    const long long next = state.next_number;
    state = State{};
    state.next_number = next;
    pushes.clear();
    clock.set_shift(0);
    for (const SimAccount& setup : options.accounts) {
        AccountState account;
        account.setup = setup;
        account.quotas = options.limits.quotas;
        state.accounts.emplace(setup.account.name, std::move(account));
    }
}

AccountState* Stage::find_account(const std::string& name) {
    const auto found = state.accounts.find(name);
    return found == state.accounts.end() ? nullptr : &found->second;
}

AccountState* Stage::find_account_by_appid(const std::string& appid) {
    for (auto& [name, account] : state.accounts) {
        if (account.setup.account.appid == appid) return &account;
    }
    return nullptr;
}

Person& Stage::person(AccountState& account, const std::string& openid) {
    const auto [place, is_new] = account.people.try_emplace(openid);
    if (is_new) {
        place->second.openid = openid;
        place->second.followed_at = clock.now();
    }
    return place->second;
}

std::string Stage::number() {
    // Starts where real ids are: above 2^53, so that a reader which goes through a double is found out.
    return std::to_string(2'400'000'000'000'000'000LL + to_millis(clock.now()) % 1'000'000'000'000LL * 1000 +
                          state.next_number++ % 1000);
}

std::string Stage::id(std::size_t length) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text(length, ' ');
    std::vector<std::uint8_t> bytes(length);
    random.fill(bytes);
    for (std::size_t i = 0; i < length; ++i) text[i] = alphabet[bytes[i] % alphabet.size()];
    return text;
}

bool Stage::spend(Used& used, const Quota& quota, bool& daily) {
    const long long day = beijing_day(clock.now());
    const long long minute = unix_seconds(clock.now()) / 60;
    if (used.day != day) used.of_day = 0;
    if (used.minute != minute) used.of_minute = 0;
    used.day = day;
    used.minute = minute;
    daily = quota.daily > 0 && used.of_day >= quota.daily;
    if (daily || (quota.per_minute > 0 && used.of_minute >= quota.per_minute)) return false;
    ++used.of_day;
    ++used.of_minute;
    return true;
}

void Stage::push_later(const std::string& account, Json message) {
    pushes.push_back({account, std::move(message)});
    wake.notify_all();
}

Json Stage::event(AccountState& account, const std::string& openid, const std::string& name) {
    Person& who = person(account, openid);
    who.last_created = std::max(unix_seconds(clock.now()), who.last_created + 1);
    return Json{{"ToUserName", account.setup.account.original_id},
                {"FromUserName", openid},
                {"CreateTime", who.last_created},
                {"MsgType", "event"},
                {"Event", name}};
}

void Stage::deliver(InboxEntry entry) {
    entry.at = clock.now();
    state.inbox.push_back(std::move(entry));
    if (state.inbox.size() > kKeptInbox) state.inbox.pop_front();
}

void Stage::add_chat(Person& who, bool from_person, const std::string& type, Json content) {
    who.chat.push_back({from_person, type, std::move(content), clock.now()});
    if (who.chat.size() > kKeptChat) who.chat.pop_front();
}

}  // namespace league::sim
