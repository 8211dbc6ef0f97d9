#include "tests/chaos/people.hpp"

#include <poll.h>

#include <cstdio>

#include "lib/domain/period.hpp"

namespace league::test {
namespace {

using nlohmann::json;

constexpr auto kPatience = std::chrono::minutes(4);

void breathe(int milliseconds) {
    ::poll(nullptr, 0, milliseconds);
}

class Patience {
public:
    bool lasts() const { return std::chrono::steady_clock::now() < end_; }

private:
    std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + kPatience;
};

}  // namespace

People::People(World& world, Tally& tally) : world_(world), tally_(tally) {
    const auto live = [&](auto life) {
        threads_.emplace_back([this, life] {
            try {
                life();
            } catch (const std::exception& fault) {
                std::fprintf(stderr, "a person stopped: %s\n", fault.what());
                ++stopped_;
            }
        });
    };
    // The first branches of these townships are led by people who do not log (world.cpp).
    for (const char* branch : {"QH-CG-02", "QH-LS-03", "QH-QS-04"}) live([this, branch] { log_by_phone(branch); });
    live([this] { log_by_chat({"QH-CG-04", "QH-LS-05", "QH-BT-03", "QH-SQ-02"}); });
    live([this] { read("QH-FL-02"); });
    live([this] { order_issues(); });
}

void People::leave() {
    over_ = true;
    threads_.clear();
}

json People::body(const std::string& branch, const std::string& title) const {
    json body = world_.stage.log_body(branch, title);
    // Long enough ago to lie in the past when the clock was set back meanwhile.
    body["started_at"] = body["made_at"] = to_rfc3339(world_.time.now() - std::chrono::hours(3));
    return body;
}

void People::log_by_phone(const std::string& branch) {
    std::string token;
    for (int number = 0; !over_; ++number) {
        const std::string id = world_.stage.new_id();
        const std::string title = kChaosMark + "手机" + branch + "-" + std::to_string(number);
        const json log = body(branch, title);
        bool saved = false;
        for (const Patience patience; !saved && patience.lasts();) {
            if (token.empty()) token = world_.stage.sign_in("demo-mp-" + branch);
            const auto answer = world_.stage.ask("PUT", "/api/v1/activities/" + id, token, log);
            tally_.answered(answer.status);
            saved = answer.status == 201 || answer.status == 200;
            if (answer.status == 401) token.clear();
            if (answer.status == 400 || answer.status == 422) throw std::runtime_error(answer.body);
            if (!saved) breathe(20);
        }
        if (saved) {
            tally_.acknowledged(title, id);
        } else {
            ++gave_up_;
        }
        breathe(10);
    }
}

void People::log_by_chat(const std::vector<std::string>& branches) {
    for (std::size_t number = 0; !over_; ++number) {
        const std::string title = kChaosMark + "聊天" + std::to_string(number);
        json message = {
            {"account", "oa"},
            {"openid", "demo-oa-" + branches[number % branches.size()]},
            {"type", "text"},
            {"content", "类型：志愿服务\n名称：" + title + "\n时间：今天\n应到：10 实到：9\n内容：清扫村道。"}};
        bool saved = false;
        // WeChat repeats the same message until it is answered.
        for (const Patience patience; !saved && patience.lasts();) {
            const json answer = world_.stage.order("say", message);
            message["msg_id"] = answer["msg_id"];
            message["created"] = answer["created"];
            saved =
                answer["reply"].is_object() && answer["reply"].value("content", "").find("记好了") != std::string::npos;
            if (!saved) breathe(50);
        }
        if (saved) {
            tally_.acknowledged(title, "");
        } else {
            ++gave_up_;
        }
        breathe(10);
    }
}

void People::read(const std::string& branch) {
    std::string token;
    while (!over_) {
        if (token.empty()) token = world_.stage.sign_in("demo-mp-" + branch);
        const auto duties = world_.stage.ask("GET", "/api/v1/duties", token);
        tally_.answered(duties.status);
        if (duties.status == 401) token.clear();
        tally_.answered(world_.stage.ask("GET", "/column").status);
        breathe(50);
    }
}

void People::order_issues() {
    for (int number = 0; !over_;) {
        const std::string period = HalfMonth::of(world_.time.now()).previous().str();
        std::vector<std::string> order = {"--json", "column", "publish", "--period", period};
        if (number > 0) order.insert(order.end(), {"--correction", "第" + std::to_string(number) + "次更正"});
        const Finished ordered = world_.stage.ctl(order);
        if (ordered.status == 0) {
            ++number;
            issues_.insert(json::parse(ordered.out).at("id").get<std::string>());
            // One after the other: a correction needs something to correct.
            while (!over_ && under_way(period)) breathe(300);
        }
        breathe(200);
    }
}

bool People::under_way(const std::string& period) const {
    const Finished shown = world_.stage.ctl({"--json", "column", "show", "--period", period});
    const json issue = json::parse(shown.out, nullptr, /*allow_exceptions=*/false);
    const std::string state = issue.is_object() ? issue.value("state", "") : "";
    return state != "published" && state != "refused" && state != "unknown";
}

}  // namespace league::test
