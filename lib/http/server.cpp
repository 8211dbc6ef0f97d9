#include "lib/http/server.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "lib/base/ensure.hpp"
#include "lib/http/connection.hpp"
#include "lib/http/forwarded.hpp"
#include "lib/http/framing.hpp"
#include "lib/http/http_date.hpp"
#include "lib/http/url.hpp"
#include "lib/http/workers.hpp"

namespace league::http {

namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

// Bodies are read by one handler at this address, whatever the real path: which route it is has been
// decided before, without httplib's list of regular expressions.
constexpr const char* kBodyAddress = "/";

std::string without_controls(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    return text;
}

/// One request on its way through httplib's steps. They call back with their own request and response only, so the
/// one at work on this thread is remembered.
struct Exchange {
    explicit Exchange(Connection& line) : connection(line) {}

    Connection& connection;
    Request request;
    Response response;
    Router::Match match{nullptr, {}};
    std::exception_ptr refusal;
    std::shared_ptr<void> admitted;
    Steady::time_point started;
    bool head_read = false;
    bool answered = false;
    bool body_pending = false;  ///< bytes of the body may still be on their way
    bool close = false;
};
thread_local Exchange* at_work = nullptr;

bool read_parts(const httplib::ContentReader& read, std::vector<FormPart>& parts) {
    return read(
        [&](const httplib::MultipartFormData& part) {
            if (parts.size() >= 64) return false;
            parts.push_back({part.name, part.filename, part.content_type, ""});
            return true;
        },
        [&](const char* data, std::size_t size) {
            parts.back().content.append(data, size);
            return true;
        });
}

}  // namespace

class Server::Impl final : public httplib::Server {
public:
    Impl(ServerOptions options, Router router, ErrorTranslator translate, ServedHook served)
        : options_(std::move(options)),
          router_(std::move(router)),
          translate_(std::move(translate)),
          served_(std::move(served)),
          trusted_(options_.trusted_proxies) {
        ensure(options_.workers > 0 && options_.keep_alive_requests > 0);
        set_up_httplib();
    }
    ~Impl() override { finish(); }

    void begin();
    void finish();
    int port() const { return port_; }
    const ServerOptions& options() const { return options_; }

private:
    void set_up_httplib();
    bool process_and_close_socket(socket_t socket) override;
    void serve(Connection& connection);
    bool wait_for_request(Connection& connection) const;

    void begin_exchange(Exchange& exchange, httplib::Request& raw);
    Request read_head(const httplib::Request& raw, const std::string& peer);
    void read_body(const httplib::Request& raw, const httplib::ContentReader& read);
    void answer(Exchange& exchange, httplib::Response& raw);
    Response run(Exchange& exchange) const;
    Response translated(const Request& request, const std::exception_ptr& error) const;
    void answer_unparsed(httplib::Response& raw);

    ServerOptions options_;
    Router router_;
    ErrorTranslator translate_;
    ServedHook served_;
    TrustedProxies trusted_;

    int port_ = 0;
    int listening_ = -1;
    std::thread acceptor_;
    std::atomic<bool> stopping_{false};
    std::atomic<std::size_t> waiting_{0};
    std::atomic<unsigned long long> count_{0};
    std::promise<void> accepting_;
    std::mutex finish_mutex_;
    std::mutex open_mutex_;
    std::set<int> open_;
};

// --- httplib's steps ------------------------------------------------------------------------------------------------

void Server::Impl::set_up_httplib() {
    set_tcp_nodelay(true);
    // Only the address, unlike httplib's default: with SO_REUSEPORT a second server would start on the same port
    // without a word and take half of the connections.
    set_socket_options([this](socket_t socket) {
        const int on = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        listening_ = socket;
    });
    new_task_queue = [this] {
        auto* workers = new Workers(options_.workers, options_.workers + 1024, waiting_);
        accepting_.set_value();
        return workers;
    };
    // All errors are translated in run(); this stands for what could still escape from httplib itself.
    set_exception_handler([](const httplib::Request&, httplib::Response& res, std::exception_ptr) {
        res.status = 500;
        res.set_header("Connection", "close");
        if (at_work != nullptr) at_work->close = true;
    });
    set_pre_routing_handler([this](const httplib::Request& raw, httplib::Response& res) {
        if (!at_work->refusal && may_have_body(raw.method)) return HandlerResponse::Unhandled;
        answer(*at_work, res);
        return HandlerResponse::Handled;
    });
    const auto with_body = [this](const httplib::Request& raw, httplib::Response& res,
                                  const httplib::ContentReader& read) {
        read_body(raw, read);
        answer(*at_work, res);
    };
    Post(kBodyAddress, with_body);
    Put(kBodyAddress, with_body);
    Patch(kBodyAddress, with_body);
    Delete(kBodyAddress, with_body);
    set_expect_100_continue_handler([this](const httplib::Request&, httplib::Response& res) {
        if (!at_work->refusal) return 100;
        answer(*at_work, res);
        return res.status;
    });
    set_error_handler([this](const httplib::Request&, httplib::Response& res) { answer_unparsed(res); });
    set_post_routing_handler([this](const httplib::Request& raw, httplib::Response& res) {
        if (stopping_) at_work->close = true;
        res.headers.erase("Keep-Alive");
        if (at_work->close) {
            res.headers.erase("Connection");
            res.set_header("Connection", "close");
        }
        if (raw.method == "HEAD") res.headers.erase("Accept-Ranges");
        if (res.status == 204 || res.status == 304) res.headers.erase("Content-Length");
    });
}

void Server::Impl::begin_exchange(Exchange& exchange, httplib::Request& raw) {
    exchange.started = Steady::now();
    exchange.head_read = true;
    exchange.connection.end_head();
    exchange.request = read_head(raw, exchange.connection.peer());
    try {
        const bool chunked = raw.has_header("Transfer-Encoding");
        exchange.body_pending = chunked || raw.has_header("Content-Length");
        const auto length = announced_length(raw);
        exchange.body_pending = chunked || length > 0 || must_have_length(raw.method);
        check_framing(raw, length);
        const auto target = std::string_view(raw.target);
        exchange.match = router_.find(raw.method, target.substr(0, target.find('?')));
        exchange.request.route = exchange.match.route->pattern;
        exchange.request.captures = std::move(exchange.match.captures);
        const auto limit = exchange.match.route->options.max_body;
        if (length > (limit == 0 ? options_.max_body : limit)) {
            throw HttpProblem(413, ProblemCode::invalid_input, "body_too_large");
        }
        exchange.connection.expect_body(length);
        const Admit& admit = exchange.match.route->options.admit;
        if (admit) exchange.admitted = admit(exchange.request);
    } catch (...) {
        exchange.refusal = std::current_exception();
        exchange.close = exchange.close || exchange.body_pending;
    }
    // Neither parts of an answer nor compression: the first would cut any body a handler gives, the second
    // is done by the proxy.
    raw.ranges.clear();
    raw.headers.erase("Range");
    raw.headers.erase("Accept-Encoding");
    if (may_have_body(raw.method)) raw.path = kBodyAddress;
}

Request Server::Impl::read_head(const httplib::Request& raw, const std::string& peer) {
    Request request;
    request.method = raw.method;
    request.target = raw.target;
    const auto question = raw.target.find('?');
    const auto raw_path = raw.target.substr(0, question);
    request.path = percent_decode(raw_path).value_or(raw_path);
    if (question != std::string::npos) request.query = parse_query(std::string_view(raw.target).substr(question + 1));
    std::vector<std::string> forwarded_for;
    for (const auto& [name, value] : raw.headers) {
        if (is_httplib_note(name)) continue;
        request.headers.emplace_back(name, value);
        if (::strcasecmp(name.c_str(), "X-Forwarded-For") == 0) forwarded_for.push_back(value);
    }
    request.remote_address = trusted_.client_address(peer, forwarded_for);
    request.request_id = options_.request_id_prefix + "-" + std::to_string(++count_);
    return request;
}

void Server::Impl::read_body(const httplib::Request& raw, const httplib::ContentReader& read) {
    auto& request = at_work->request;
    const bool complete =
        raw.is_multipart_form_data() ? read_parts(read, request.parts) : read([&](const char* data, std::size_t size) {
            request.body.append(data, size);
            return true;
        });
    at_work->body_pending = false;
    if (complete) return;
    at_work->close = true;
    at_work->refusal = std::make_exception_ptr(HttpProblem(400, ProblemCode::invalid_input, "body_incomplete"));
}

// --- answers --------------------------------------------------------------------------------------------------------

Response Server::Impl::run(Exchange& exchange) const {
    try {
        if (exchange.refusal) std::rethrow_exception(exchange.refusal);
        return exchange.match.route->handler(exchange.request);
    } catch (...) {
        return translated(exchange.request, std::current_exception());
    }
}

Response Server::Impl::translated(const Request& request, const std::exception_ptr& error) const {
    try {
        Response response = translate_(request, error);
        try {
            std::rethrow_exception(error);
        } catch (const HttpProblem& problem) {
            response.status = problem.status();
            response.headers.insert(response.headers.end(), problem.headers().begin(), problem.headers().end());
        } catch (...) {
        }
        return response;
    } catch (...) {
        return Response::text(500, "internal");
    }
}

void Server::Impl::answer(Exchange& exchange, httplib::Response& raw) {
    exchange.response = run(exchange);
    if (exchange.admitted) {
        // Whoever waits for this turn may come as soon as the answer is seen.
        exchange.request.body = {};
        exchange.admitted.reset();
    }
    exchange.answered = true;
    const auto& response = exchange.response;
    raw.status = response.status;
    for (const auto& [name, value] : response.headers) raw.set_header(name, without_controls(value));
    raw.set_header("X-Request-Id", exchange.request.request_id);
    if (options_.clock != nullptr) raw.set_header("Date", http_date(options_.clock->now()));
    if (!response.content_type.empty()) raw.set_header("Content-Type", without_controls(response.content_type));
    raw.body = response.body;
}

void Server::Impl::answer_unparsed(httplib::Response& raw) {
    auto& exchange = *at_work;
    if (exchange.answered) return;
    // httplib could not read the head and would go on with whatever follows.
    exchange.close = true;
    exchange.started = Steady::now();
    exchange.body_pending = true;
    if (!exchange.head_read) {
        exchange.request.remote_address = exchange.connection.peer();
        exchange.request.request_id = options_.request_id_prefix + "-" + std::to_string(++count_);
    }
    const int status = exchange.connection.head_too_large() ? 431 : raw.status;
    const char* key = status == 431 ? "head_too_large" : status == 414 ? "address_too_long" : "bad_request";
    exchange.refusal = std::make_exception_ptr(HttpProblem(status, ProblemCode::invalid_input, key));
    answer(exchange, raw);
}

// --- the life of a connection ---------------------------------------------------------------------------------------

bool Server::Impl::wait_for_request(Connection& connection) const {
    const auto since = Steady::now();
    for (;;) {
        const auto slice = stopping_ ? milliseconds::zero() : std::min(options_.yield_after, options_.keep_alive_idle);
        const auto seen = connection.wait(slice);
        if (seen != Connection::Wait::nothing) return seen == Connection::Wait::request;
        if (stopping_ || waiting_ > 0 || Steady::now() - since >= options_.keep_alive_idle) return false;
    }
}

void Server::Impl::serve(Connection& connection) {
    for (auto left = options_.keep_alive_requests; left > 0 && wait_for_request(connection); --left) {
        Exchange exchange(connection);
        exchange.close = left == 1 || stopping_;
        at_work = &exchange;
        connection.begin_request();
        bool peer_closes = false;
        bool alive = process_request(connection, exchange.close, peer_closes,
                                     [&](httplib::Request& raw) { begin_exchange(exchange, raw); });
        const bool silent = exchange.answered && exchange.response.hang_up;
        alive = !silent && connection.flush() && alive;
        at_work = nullptr;
        if (exchange.answered && served_) {
            const auto elapsed = Steady::now() - exchange.started;
            served_(exchange.request, exchange.response,
                    std::chrono::duration_cast<std::chrono::microseconds>(elapsed));
        }
        if (exchange.body_pending && exchange.close) connection.linger();
        if (!alive || peer_closes || exchange.close) return;
    }
}

bool Server::Impl::process_and_close_socket(socket_t socket) {
    {
        const std::lock_guard lock(open_mutex_);
        open_.insert(socket);
    }
    try {
        Connection connection(socket, options_);
        serve(connection);
    } catch (...) {
        // Out of memory, or a hook that throws: this connection ends, the others go on.
        at_work = nullptr;
    }
    const std::lock_guard lock(open_mutex_);
    open_.erase(socket);
    ::shutdown(socket, SHUT_RDWR);
    ::close(socket);
    return true;
}

void Server::Impl::begin() {
    const bool any = options_.port == 0;
    port_ = any ? bind_to_any_port(options_.host) : bind_to_port(options_.host, options_.port) ? options_.port : -1;
    if (port_ <= 0) {
        throw Problem(ProblemCode::internal, "cannot_listen")
            .with_details(options_.host + ":" + std::to_string(options_.port));
    }
    // httplib listens with 5; a second call on the same socket changes the length.
    ::listen(listening_, options_.backlog);
    acceptor_ = std::thread([this] { listen_after_bind(); });
    accepting_.get_future().wait();
}

void Server::Impl::finish() {
    const std::lock_guard only_one(finish_mutex_);
    if (!acceptor_.joinable()) return;
    stopping_ = true;
    httplib::Server::stop();
    std::promise<void> done;
    std::thread limit([&, finished = done.get_future()] {
        if (finished.wait_for(options_.stop_limit) == std::future_status::ready) return;
        const std::lock_guard lock(open_mutex_);
        for (const int socket : open_) ::shutdown(socket, SHUT_RDWR);
    });
    acceptor_.join();
    done.set_value();
    limit.join();
}

// --- the public face ------------------------------------------------------------------------------------------------

Server::Server(ServerOptions options, Router router, ErrorTranslator translate, ServedHook served)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(router), std::move(translate), std::move(served))) {}

Server::~Server() = default;

void Server::start() {
    impl_->begin();
}
int Server::port() const {
    return impl_->port();
}
std::string Server::base_url() const {
    const auto& host = impl_->options().host;
    const bool v6 = host.find(':') != std::string::npos;
    return "http://" + (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port());
}
void Server::stop() {
    impl_->finish();
}

}  // namespace league::http
