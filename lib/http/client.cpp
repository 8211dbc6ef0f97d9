#include "lib/http/client.hpp"

#include <httplib.h>

#include <mutex>
#include <regex>
#include <utility>

#include "lib/base/problem.hpp"
#include "lib/http/multipart.hpp"
#include "lib/http/url.hpp"

namespace league::http {

namespace {

using Steady = std::chrono::steady_clock;

struct Line {
    std::unique_ptr<httplib::Client> client;
    Steady::time_point last_used;
    bool reused = false;
};

/// What httplib tells of a failure. Whatever happened before the request was written is not_sent; from the first
/// byte on nobody here can know how much arrived.
HttpFailure failure_of(httplib::Error error, bool too_large, bool timed_out) {
    switch (error) {
        case httplib::Error::Connection:
        case httplib::Error::BindIPAddress: return {Delivery::not_sent, "connect"};
        case httplib::Error::ConnectionTimeout: return {Delivery::not_sent, "connect_timeout"};
        case httplib::Error::SSLConnection:
        case httplib::Error::SSLLoadingCerts:
        case httplib::Error::SSLServerVerification: return {Delivery::not_sent, "tls"};
        case httplib::Error::Write: return {Delivery::unknown, "write"};
        case httplib::Error::Canceled: return {Delivery::unknown, too_large ? "too_large" : "timeout"};
        case httplib::Error::Success:
        case httplib::Error::Unknown:
        case httplib::Error::Read:
        case httplib::Error::ExceedRedirectCount:
        case httplib::Error::UnsupportedMultipartBoundaryChars:
        case httplib::Error::Compression: return {Delivery::unknown, timed_out ? "timeout" : "hang_up"};
    }
    return {Delivery::unknown, "hang_up"};
}

void take_head(const httplib::Response& from, HttpAnswer& to) {
    to.status = from.status;
    for (const auto& [name, value] : from.headers) to.headers.emplace_back(name, value);
}

}  // namespace

class HttpClient::Pool {
public:
    explicit Pool(ClientOptions options) : options_(std::move(options)) {
        static const std::regex shape(R"(https?://(\[[0-9a-fA-F:]{2,40}\]|[A-Za-z0-9.-]{1,253})(:[0-9]{1,5})?)");
        if (!std::regex_match(options_.base_url, shape)) {
            throw Problem(ProblemCode::internal, "bad_base_url").with_details(options_.base_url);
        }
    }

    const ClientOptions& options() const { return options_; }

    Line take(bool fresh) {
        {
            const std::lock_guard lock(mutex_);
            const auto oldest = Steady::now() - options_.idle_limit;
            std::erase_if(idle_, [&](const Line& line) { return line.last_used < oldest; });
            if (!fresh && !idle_.empty()) {
                Line line = std::move(idle_.back());
                idle_.pop_back();
                line.reused = true;
                return line;
            }
        }
        auto client = std::make_unique<httplib::Client>(options_.base_url);
        client->set_keep_alive(true);
        client->set_follow_location(false);
        client->set_url_encode(false);
        client->set_decompress(false);
        client->set_tcp_nodelay(true);
        client->set_connection_timeout(options_.connect_timeout);
        client->set_read_timeout(options_.read_timeout);
        client->set_write_timeout(options_.write_timeout);
        return {std::move(client), Steady::now(), false};
    }

    void give_back(Line line) {
        if (line.client->is_socket_open() == 0) return;
        line.last_used = Steady::now();
        const std::lock_guard lock(mutex_);
        if (idle_.size() < options_.max_idle) idle_.push_back(std::move(line));
    }

    HttpResult exchange(const httplib::Request& prototype, bool repeatable);

private:
    HttpResult once(const httplib::Request& prototype, bool fresh, bool& stale);

    ClientOptions options_;
    std::mutex mutex_;
    std::vector<Line> idle_;
};

HttpResult HttpClient::Pool::once(const httplib::Request& prototype, bool fresh, bool& stale) {
    const auto started = Steady::now();
    Line line = take(fresh);
    HttpAnswer answer;
    bool too_large = false;
    bool began_to_answer = false;
    auto request = prototype;
    bool bodiless = false;
    request.response_handler = [&](const httplib::Response& head) {
        began_to_answer = true;
        // httplib would wait for a body that a 304 never has, until the server closes; so the line ends here.
        bodiless = head.status == 304;
        if (bodiless) take_head(head, answer);
        return !bodiless;
    };
    request.content_receiver = [&](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
        too_large = answer.body.size() + size > options_.max_answer;
        if (too_large || Steady::now() - started > options_.total_timeout) return false;
        answer.body.append(data, size);
        return true;
    };
    const auto result = line.client->send(request);
    if (bodiless) return answer;
    if (!result) {
        const bool timed_out = Steady::now() - started >= options_.read_timeout;
        stale = line.reused && !began_to_answer && !timed_out;
        return Unexpected{failure_of(result.error(), too_large, timed_out)};
    }
    take_head(*result, answer);
    give_back(std::move(line));
    return answer;
}

HttpResult HttpClient::Pool::exchange(const httplib::Request& prototype, bool repeatable) {
    bool stale = false;
    auto result = once(prototype, /*fresh=*/false, stale);
    if (result || !repeatable || !stale) return result;
    return once(prototype, /*fresh=*/true, stale);
}

HttpClient::HttpClient(ClientOptions options) : pool_(std::make_unique<Pool>(std::move(options))) {}
HttpClient::~HttpClient() = default;

const std::string& HttpClient::base_url() const {
    return pool_->options().base_url;
}

HttpResult HttpClient::get(std::string_view path, const Query& query, const Headers& headers) {
    return make("GET", path, query, "", "", headers, Again::allowed);
}

HttpResult HttpClient::get_once(std::string_view path, const Query& query) {
    return make("GET", path, query, "", "", {}, Again::never);
}

HttpResult HttpClient::post(std::string_view path, const Query& query, std::string body, std::string content_type,
                            const Headers& headers) {
    return send("POST", path, query, std::move(body), std::move(content_type), headers);
}

HttpResult HttpClient::post_form(std::string_view path, const Query& query, const std::vector<FormPart>& parts,
                                 const Headers& headers) {
    auto form = encode_form(parts);
    return send("POST", path, query, std::move(form.body), std::move(form.content_type), headers);
}

HttpResult HttpClient::send(std::string method, std::string_view path, const Query& query, std::string body,
                            std::string content_type, const Headers& headers) {
    const Again again = method == "GET" ? Again::allowed : Again::never;
    return make(std::move(method), path, query, std::move(body), std::move(content_type), headers, again);
}

HttpResult HttpClient::make(std::string method, std::string_view path, const Query& query, std::string body,
                            std::string content_type, const Headers& headers, Again again) {
    httplib::Request request;
    request.method = std::move(method);
    request.path = std::string(path);
    if (!query.empty()) request.path += "?" + encode_query(query);
    for (const auto& [name, value] : headers) request.headers.emplace(name, value);
    if (!content_type.empty()) request.headers.emplace("Content-Type", std::move(content_type));
    request.body = std::move(body);
    return pool_->exchange(request, again == Again::allowed);
}

}  // namespace league::http
