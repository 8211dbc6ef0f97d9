#include "lib/platform/cache_redis.hpp"

#include <fcntl.h>
#include <hiredis/hiredis.h>
#include <signal.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <initializer_list>
#include <mutex>

#include "lib/base/ensure.hpp"

namespace league {

namespace {

using Steady = std::chrono::steady_clock;

struct FreeRedis {
    void operator()(redisContext* p) const { ::redisFree(p); }
    void operator()(redisReply* p) const { ::freeReplyObject(p); }
};
using Context = std::unique_ptr<redisContext, FreeRedis>;
using Reply = std::unique_ptr<redisReply, FreeRedis>;
using Words = std::initializer_list<std::string_view>;

constexpr std::string_view kCompareAndSet =
    "if redis.call('GET', KEYS[1]) == ARGV[1] then "
    "redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) return 1 end return 0";
constexpr std::string_view kCompareAndErase =
    "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";
// In one step: between an INCRBY and its PEXPIRE a crash would leave a counter that never ends.
constexpr std::string_view kIncrease =
    "local n = redis.call('INCRBY', KEYS[1], ARGV[1]) "
    "if n == tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return n";

timeval to_timeval(std::chrono::milliseconds time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    timeval value{};
    value.tv_sec = seconds.count();
    value.tv_usec = std::chrono::microseconds(time - seconds).count();
    return value;
}

std::string millis(Cache::Ttl ttl) {
    ensure(ttl > Cache::Ttl::zero());
    return std::to_string(ttl.count());
}

/// A server that ended closed its side: seen here before a command is lost on it.
bool is_alive(const redisContext& context) {
    char byte = 0;
    const auto got = ::recv(context.fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

std::string text_of(const redisReply& reply) {
    return {reply.str, reply.len};
}

}  // namespace

/// At most `connections` contexts, each used by one thread at a time.
class RedisCache::Pool {
public:
    explicit Pool(RedisConfig config) : config_(std::move(config)) {
        // hiredis writes without MSG_NOSIGNAL; a server that goes away must not end the program.
        ::signal(SIGPIPE, SIG_IGN);
    }

    /// Runs all commands in one exchange and gives their replies. Anything but replies without error is CacheDown.
    std::vector<Reply> call(std::initializer_list<Words> commands);
    Reply call_one(Words command) { return std::move(call({command}).front()); }
    std::string full(std::string_view key) const { return config_.prefix + std::string(key); }
    Stats stats() const;

private:
    Context borrow();
    Context connect();
    void give_back(Context context);
    void lose(Context context);
    [[noreturn]] void fail(const std::string& why);

    const RedisConfig config_;
    mutable std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<Context> idle_;
    std::size_t open_ = 0;
    Steady::time_point down_until_{};
    std::atomic<std::uint64_t> calls_{0};
    std::atomic<std::uint64_t> failures_{0};
    std::atomic<std::uint64_t> connects_{0};
};

void RedisCache::Pool::fail(const std::string& why) {
    ++failures_;
    throw CacheDown("redis: " + why);
}

Context RedisCache::Pool::borrow() {
    std::unique_lock lock(mutex_);
    for (;;) {
        if (Steady::now() < down_until_) fail("away a moment ago");
        if (!idle_.empty()) {
            Context context = std::move(idle_.back());
            idle_.pop_back();
            if (is_alive(*context)) return context;
            --open_;
            continue;
        }
        if (open_ < config_.connections) break;
        const auto free = [this] { return !idle_.empty() || open_ < config_.connections; };
        if (!returned_.wait_for(lock, config_.command_timeout, free)) fail("all connections are in use");
    }
    ++open_;
    lock.unlock();
    return connect();
}

Context RedisCache::Pool::connect() {
    const auto timeout = to_timeval(config_.connect_timeout);
    Context context(config_.socket.empty() ? ::redisConnectWithTimeout(config_.host.c_str(), config_.port, timeout)
                                           : ::redisConnectUnixWithTimeout(config_.socket.c_str(), timeout));
    if (context == nullptr || context->err != 0 ||
        ::redisSetTimeout(context.get(), to_timeval(config_.command_timeout)) != REDIS_OK) {
        const std::string why = context == nullptr ? "no memory" : context->errstr;
        lose(std::move(context));
        fail(why);
    }
    ::fcntl(context->fd, F_SETFD, FD_CLOEXEC);
    ++connects_;
    return context;
}

void RedisCache::Pool::give_back(Context context) {
    {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(context));
    }
    returned_.notify_one();
}

void RedisCache::Pool::lose(Context context) {
    context.reset();
    {
        const std::lock_guard lock(mutex_);
        --open_;
        down_until_ = Steady::now() + config_.retry_pause;
    }
    returned_.notify_one();
}

std::vector<Reply> RedisCache::Pool::call(std::initializer_list<Words> commands) {
    ++calls_;
    Context context = borrow();
    for (const auto& command : commands) {
        std::vector<const char*> words;
        std::vector<std::size_t> sizes;
        for (const auto word : command) {
            words.push_back(word.data());
            sizes.push_back(word.size());
        }
        ::redisAppendCommandArgv(context.get(), static_cast<int>(words.size()), words.data(), sizes.data());
    }
    std::vector<Reply> replies;
    for (std::size_t i = 0; i < commands.size(); ++i) {
        void* raw = nullptr;
        if (::redisGetReply(context.get(), &raw) != REDIS_OK) {
            const std::string why = context->errstr;
            lose(std::move(context));
            fail(why);
        }
        replies.emplace_back(static_cast<redisReply*>(raw));
    }
    give_back(std::move(context));
    for (const auto& reply : replies) {
        if (reply->type == REDIS_REPLY_ERROR) fail(text_of(*reply));
    }
    return replies;
}

RedisCache::Stats RedisCache::Pool::stats() const {
    const std::lock_guard lock(mutex_);
    return {calls_, failures_, connects_, open_};
}

RedisCache::RedisCache(RedisConfig config) : pool_(std::make_unique<Pool>(std::move(config))) {}
RedisCache::~RedisCache() = default;

std::optional<std::string> RedisCache::get(std::string_view key) {
    const auto reply = pool_->call_one({"GET", pool_->full(key)});
    return reply->type == REDIS_REPLY_STRING ? std::optional(text_of(*reply)) : std::nullopt;
}

std::optional<std::string> RedisCache::get_and_touch(std::string_view key, Ttl ttl) {
    const auto reply = pool_->call_one({"GETEX", pool_->full(key), "PX", millis(ttl)});
    return reply->type == REDIS_REPLY_STRING ? std::optional(text_of(*reply)) : std::nullopt;
}

void RedisCache::set(std::string_view key, std::string_view value, Ttl ttl) {
    pool_->call_one({"SET", pool_->full(key), value, "PX", millis(ttl)});
}

bool RedisCache::set_if_absent(std::string_view key, std::string_view value, Ttl ttl) {
    return pool_->call_one({"SET", pool_->full(key), value, "NX", "PX", millis(ttl)})->type != REDIS_REPLY_NIL;
}

bool RedisCache::compare_and_set(std::string_view key, std::string_view expected, std::string_view value, Ttl ttl) {
    return pool_->call_one({"EVAL", kCompareAndSet, "1", pool_->full(key), expected, value, millis(ttl)})->integer == 1;
}

bool RedisCache::compare_and_erase(std::string_view key, std::string_view expected) {
    return pool_->call_one({"EVAL", kCompareAndErase, "1", pool_->full(key), expected})->integer == 1;
}

bool RedisCache::erase(std::string_view key) {
    return pool_->call_one({"DEL", pool_->full(key)})->integer == 1;
}

long long RedisCache::increase(std::string_view key, long long amount, Ttl ttl) {
    ensure(amount > 0);
    return pool_->call_one({"EVAL", kIncrease, "1", pool_->full(key), std::to_string(amount), millis(ttl)})->integer;
}

void RedisCache::add_to_set(std::string_view key, std::string_view member, Ttl ttl) {
    const auto name = pool_->full(key);
    pool_->call({{"SADD", name, member}, {"PEXPIRE", name, millis(ttl)}});
}

std::vector<std::string> RedisCache::members_of(std::string_view key) {
    const auto reply = pool_->call_one({"SMEMBERS", pool_->full(key)});
    std::vector<std::string> members;
    for (std::size_t i = 0; i < reply->elements; ++i) members.push_back(text_of(*reply->element[i]));
    return members;
}

void RedisCache::remove_from_set(std::string_view key, std::string_view member) {
    pool_->call_one({"SREM", pool_->full(key), member});
}

void RedisCache::ping() {
    pool_->call_one({"PING"});
}

RedisCache::Stats RedisCache::stats() const {
    return pool_->stats();
}

}  // namespace league
