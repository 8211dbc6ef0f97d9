// WeChat as a script: a real HTTP server in the process whose answers a test writes down beforehand. What the
// rules of WeChat are is the simulator's business; here only how our client takes an answer.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/cache.hpp"
#include "lib/base/cipher.hpp"
#include "lib/http/server.hpp"
#include "lib/wechat/client.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/wechat/counting_random.hpp"
#include "tests/wechat/push_parts.hpp"

namespace league::test {

class Upstream {
public:
    Upstream() {
        http::Router router;
        for (const auto* method : {"GET", "POST"}) {
            for (const auto* pattern : {"/{a}/{b}", "/{a}/{b}/{c}", "/{a}/{b}/{c}/{d}"}) {
                router.add(method, pattern, [this](const http::Request& request) { return answer(request); });
            }
        }
        http::ServerOptions options;
        options.workers = 8;
        server_ = std::make_unique<http::Server>(options, std::move(router), http::plain_errors);
        server_->start();
    }

    /// The next answers at `path`, in order; the last one stays.
    void says(const std::string& path, std::vector<http::Response> answers) {
        const std::lock_guard lock(mutex_);
        script_[path].assign(answers.begin(), answers.end());
    }
    void says(const std::string& path, const std::string& json) { says(path, {http::Response::json(200, json)}); }

    std::vector<http::Request> calls(const std::string& path) const {
        const std::lock_guard lock(mutex_);
        std::vector<http::Request> found;
        for (const auto& call : calls_) {
            if (call.path == path) found.push_back(call);
        }
        return found;
    }
    std::string base_url() const { return server_->base_url(); }

private:
    http::Response answer(const http::Request& request) {
        const std::lock_guard lock(mutex_);
        calls_.push_back(request);
        auto& answers = script_[request.path];
        if (answers.empty()) return http::Response::text(404, "nothing written down for " + request.path);
        const http::Response next = answers.front();
        if (answers.size() > 1) answers.pop_front();
        return next;
    }

    mutable std::mutex mutex_;
    std::map<std::string, std::deque<http::Response>> script_;
    std::vector<http::Request> calls_;
    std::unique_ptr<http::Server> server_;
};

/// Shared memory of two clients in one process, with an end by the test's clock and a switch to be down.
class MemoryCache final : public Cache {
public:
    explicit MemoryCache(const Clock& clock) : clock_(clock) {}
    void set_down(bool down) {
        const std::lock_guard lock(mutex_);
        down_ = down;
    }

    std::optional<std::string> get(std::string_view key) override {
        const std::lock_guard lock(mutex_);
        return find(key);
    }
    std::optional<std::string> get_and_touch(std::string_view key, Ttl ttl) override {
        const std::lock_guard lock(mutex_);
        auto value = find(key);
        if (value) put(key, *value, ttl);
        return value;
    }
    void set(std::string_view key, std::string_view value, Ttl ttl) override {
        const std::lock_guard lock(mutex_);
        find(key);
        put(key, value, ttl);
    }
    bool set_if_absent(std::string_view key, std::string_view value, Ttl ttl) override {
        const std::lock_guard lock(mutex_);
        if (find(key)) return false;
        put(key, value, ttl);
        return true;
    }
    bool compare_and_set(std::string_view key, std::string_view expected, std::string_view value, Ttl ttl) override {
        const std::lock_guard lock(mutex_);
        if (find(key) != std::string(expected)) return false;
        put(key, value, ttl);
        return true;
    }
    bool compare_and_erase(std::string_view key, std::string_view expected) override {
        const std::lock_guard lock(mutex_);
        if (find(key) != std::string(expected)) return false;
        entries_.erase(std::string(key));
        return true;
    }
    bool erase(std::string_view key) override {
        const std::lock_guard lock(mutex_);
        find(key);
        return entries_.erase(std::string(key)) > 0;
    }
    long long increase(std::string_view key, long long amount, Ttl ttl) override {
        const std::lock_guard lock(mutex_);
        const long long next = std::stoll(find(key).value_or("0")) + amount;
        put(key, std::to_string(next), ttl);
        return next;
    }
    void add_to_set(std::string_view key, std::string_view member, Ttl /*ttl*/) override {
        const std::lock_guard lock(mutex_);
        sets_[std::string(key)].emplace(member);
    }
    std::vector<std::string> members_of(std::string_view key) override {
        const std::lock_guard lock(mutex_);
        const auto& members = sets_[std::string(key)];
        return {members.begin(), members.end()};
    }
    void remove_from_set(std::string_view key, std::string_view member) override {
        const std::lock_guard lock(mutex_);
        sets_[std::string(key)].erase(std::string(member));
    }
    void ping() override {
        const std::lock_guard lock(mutex_);
        find("");
    }

private:
    std::optional<std::string> find(std::string_view key) {
        if (down_) throw CacheDown("switched off by the test");
        const auto found = entries_.find(std::string(key));
        if (found == entries_.end() || found->second.second <= clock_.now()) return std::nullopt;
        return found->second.first;
    }
    void put(std::string_view key, std::string_view value, Ttl ttl) {
        entries_[std::string(key)] = {std::string(value), clock_.now() + ttl};
    }

    const Clock& clock_;
    std::mutex mutex_;
    bool down_ = false;
    std::map<std::string, std::pair<std::string, Instant>> entries_;
    std::map<std::string, std::set<std::string>> sets_;
};

/// Hides a text well enough to see that it lies nowhere in the clear.
class Base64Cipher final : public Cipher {
public:
    std::string seal(std::string_view context, std::string_view plain) const override {
        return "v1.test." + wechat::base64_encode(std::string(context) + "\n" + std::to_string(++count_) + "\n" +
                                                  std::string(plain));
    }
    std::string open(std::string_view context, std::string_view sealed) const override {
        const auto text = wechat::base64_decode(sealed.substr(std::min<std::size_t>(sealed.size(), 8)));
        const std::string start = std::string(context) + "\n";
        if (!text || text->substr(0, start.size()) != start) {
            throw Problem(ProblemCode::internal, "sealed_value_damaged");
        }
        return text->substr(text->find('\n', start.size()) + 1);
    }

private:
    mutable std::atomic<int> count_{0};
};

/// One process that talks to WeChat: its own connections and memory, the cache shared.
class Desk {
public:
    Desk(Upstream& upstream, Cache& cache, const Clock& clock, WechatAccount account,
         wechat::TokenOptions token_options = {})
        : http_(options(upstream.base_url())),
          tokens_(account, http_, cache, cipher_, clock, random_, token_options),
          client_(account, http_, tokens_, {}, [this](const wechat::CallRecord& record) { record_ = record; }) {}

    wechat::WechatClient& client() { return client_; }
    wechat::TokenSource& tokens() { return tokens_; }
    const wechat::CallRecord& last_record() const { return record_; }

private:
    static http::ClientOptions options(const std::string& base_url) {
        http::ClientOptions options;
        options.base_url = base_url;
        return options;
    }

    http::HttpClient http_;
    Base64Cipher cipher_;
    CountingRandom random_;
    wechat::TokenSource tokens_;
    wechat::CallRecord record_;
    wechat::WechatClient client_;
};

inline http::Response json(const std::string& body) {
    return http::Response::json(200, body);
}
inline http::Response hang_up() {
    http::Response response;
    response.hang_up = true;
    return response;
}
inline http::Response token_answer(const std::string& token, int seconds = 7200) {
    return json(R"({"access_token":")" + token + R"(","expires_in":)" + std::to_string(seconds) + "}");
}

constexpr auto kTokenPath = "/cgi-bin/stable_token";

}  // namespace league::test
