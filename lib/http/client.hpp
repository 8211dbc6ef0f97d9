// Calls to other servers. An answer of any status is a success here; a failure says whether the request
// can have reached the server, since a send that may have arrived must not be repeated blindly.
//
// Connections are kept and reused. All calls may be made from any thread; each takes a connection of its
// own for its duration. Redirects are not followed and nothing is decompressed.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/http/message.hpp"

namespace league::http {

struct ClientOptions {
    std::string base_url;  ///< "https://api.weixin.qq.com", without a path; https checks against the system's CAs
    std::chrono::milliseconds connect_timeout{3000};
    std::chrono::milliseconds read_timeout{10000};  ///< silence of the server
    std::chrono::milliseconds write_timeout{5000};
    std::chrono::milliseconds total_timeout{30000};  ///< a body that still arrives after this is given up
    std::size_t max_answer = 16 * 1024 * 1024;       ///< bytes of body
    std::size_t max_idle = 8;                        ///< connections kept
    std::chrono::milliseconds idle_limit{4000};      ///< a kept connection older than this is not reused
};

struct HttpAnswer {
    int status = 0;
    Headers headers;
    std::string body;

    std::string content_type() const { return find_header(headers, "Content-Type").value_or(""); }
};

enum class Delivery {
    not_sent,  ///< no connection came about: the server has not seen a byte of the request
    unknown,   ///< sending had begun: the server may have acted on it
};

struct HttpFailure {
    Delivery delivery = Delivery::unknown;
    /// One word for logs and counters: connect, connect_timeout, tls, write, timeout, hang_up, too_large.
    std::string reason;
};

using HttpResult = Result<HttpAnswer, HttpFailure>;

class HttpClient {
public:
    /// Throws Problem internal ("bad_base_url").
    explicit HttpClient(ClientOptions options);
    ~HttpClient();

    /// A GET whose reused connection turns out dead is tried once more on a new one.
    HttpResult get(std::string_view path, const Query& query = {}, const Headers& headers = {});
    /// A GET that spends something (a one-time code): never repeated by itself.
    HttpResult get_once(std::string_view path, const Query& query);
    /// Never repeated by itself. `path` is encoded already; `query` is encoded here.
    HttpResult post(std::string_view path, const Query& query, std::string body, std::string content_type,
                    const Headers& headers = {});
    /// multipart/form-data with file names and a total length.
    HttpResult post_form(std::string_view path, const Query& query, const std::vector<FormPart>& parts,
                         const Headers& headers = {});
    /// Any method, for tests and tools; treated like get or post.
    HttpResult send(std::string method, std::string_view path, const Query& query, std::string body,
                    std::string content_type, const Headers& headers = {});

    const std::string& base_url() const;

private:
    enum class Again { allowed, never };
    HttpResult make(std::string method, std::string_view path, const Query& query, std::string body,
                    std::string content_type, const Headers& headers, Again again);

    class Pool;
    std::unique_ptr<Pool> pool_;
};

}  // namespace league::http
