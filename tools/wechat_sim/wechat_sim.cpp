#include "tools/wechat_sim/wechat_sim.hpp"

#include <thread>
#include <utility>

#include "lib/http/server.hpp"
#include "lib/http/static_files.hpp"
#include "tools/wechat_sim/articles.hpp"
#include "tools/wechat_sim/control.hpp"
#include "tools/wechat_sim/gate.hpp"
#include "tools/wechat_sim/pages.hpp"
#include "tools/wechat_sim/push.hpp"

namespace league::sim {
namespace {

constexpr std::size_t kMaxBody = 16 * 1024 * 1024;
constexpr std::chrono::milliseconds kTick{100};

Call to_call(const http::Request& request) {
    Call call;
    call.method = request.method == "HEAD" ? "GET" : request.method;
    call.path = request.path;
    for (const auto& [name, value] : request.query) call.query.emplace(name, value);
    call.body = request.body;
    for (const http::FormPart& part : request.parts) call.files.push_back({part.name, part.filename, part.content});
    call.remote = request.remote_address;
    return call;
}

http::Response to_response(Answer answer) {
    http::Response response;
    response.status = answer.status;
    response.content_type = std::move(answer.type);
    response.headers = std::move(answer.headers);
    response.body = std::move(answer.body);
    response.hang_up = answer.hang_up;
    return response;
}

}  // namespace

class WechatSim::Impl final : public Idle {
public:
    Impl(SimOptions options, const Clock& clock, Random& random)
        : stage_(std::move(options), clock, random), gate_(stage_), pusher_(stage_), control_(stage_, pusher_, *this) {}
    ~Impl() override { stop(); }

    void start();
    void stop();
    void settle() override;

    Stage& stage() { return stage_; }
    int port() const { return server_->port(); }

private:
    http::Router routes();
    void work();

    Stage stage_;
    Gate gate_;
    Pusher pusher_;
    Control control_;
    std::unique_ptr<http::Server> server_;
    std::thread worker_;
    bool pushing_ = false;
};

http::Router WechatSim::Impl::routes() {
    http::Router router;
    const http::RouteOptions large{kMaxBody};
    const auto to_gate = [this](const http::Request& request) { return to_response(gate_.answer(to_call(request))); };
    const auto to_control = [this](const http::Request& request) {
        return to_response(control_.answer(to_call(request)));
    };
    for (const std::string& path : gate_.paths()) {
        router.add("GET", path, to_gate);
        router.add("POST", path, to_gate, large);
    }
    for (const char* top : {"cgi-bin", "sns", "wxa", "wxaapi"}) {
        // An unknown address is refused the way WeChat does it, in JSON.
        router.add_prefix(std::string("/") + top + "/", to_gate);
    }
    router.add("GET", "/sim/{what}", to_control);
    router.add("POST", "/sim/{what}", to_control, large);
    router.add("GET", "/s/{id}", [this](const http::Request& request) {
        return to_response(article_page(stage_, request.parameter("id")));
    });
    router.add("GET", "/draft/{id}", [this](const http::Request& request) {
        return to_response(draft_page(stage_, request.parameter("id")));
    });
    router.add("GET", "/mmbiz/{id}",
               [this](const http::Request& request) { return to_response(picture(stage_, request.parameter("id"))); });
    router.add("GET", "/cgi-bin/showqrcode",
               [this](const http::Request& request) { return to_response(qr_picture(stage_, to_call(request))); });
    router.add("GET", "/connect/oauth2/authorize",
               [this](const http::Request& request) { return to_response(authorize_page(stage_, to_call(request))); });
    if (!stage_.options.pages_folder.empty()) {
        http::StaticFiles files;
        files.prefix = "/";
        files.folder = stage_.options.pages_folder;
        files.headers = {{"Content-Security-Policy",
                          "default-src 'self'; img-src 'self' data: " + stage_.base_url + "; base-uri 'none'"}};
        http::mount(router, std::move(files));
    }
    return router;
}

void WechatSim::Impl::start() {
    http::ServerOptions options;
    options.host = stage_.options.host;
    options.port = stage_.options.port;
    options.max_body = kMaxBody;
    options.request_id_prefix = "sim";
    stage_.base_url = stage_.options.public_url;
    if (stage_.base_url.empty() && options.port != 0) {
        stage_.base_url = "http://" + options.host + ":" + std::to_string(options.port);
    }
    server_ = std::make_unique<http::Server>(options, routes(), http::plain_errors);
    server_->start();
    {
        const std::lock_guard lock(stage_.mutex);
        if (stage_.base_url.empty()) stage_.base_url = server_->base_url();
    }
    worker_ = std::thread([this] { work(); });
}

void WechatSim::Impl::stop() {
    {
        const std::lock_guard lock(stage_.mutex);
        stage_.stopping = true;
        stage_.wake.notify_all();
    }
    if (server_) server_->stop();
    if (worker_.joinable()) worker_.join();
}

void WechatSim::Impl::work() {
    std::unique_lock lock(stage_.mutex);
    while (!stage_.stopping) {
        run_due_publications(stage_);
        if (stage_.pushes.empty()) {
            stage_.wake.wait_for(lock, kTick);
            continue;
        }
        const PendingPush next = std::move(stage_.pushes.front());
        stage_.pushes.pop_front();
        pushing_ = true;
        lock.unlock();
        pusher_.push(next.account, next.message);
        lock.lock();
        pushing_ = false;
        stage_.wake.notify_all();
    }
}

void WechatSim::Impl::settle() {
    std::unique_lock lock(stage_.mutex);
    run_due_publications(stage_);
    while (!stage_.stopping && (pushing_ || !stage_.pushes.empty())) stage_.wake.wait_for(lock, kTick);
}

WechatSim::WechatSim(SimOptions options, const Clock& clock, Random& random)
    : impl_(std::make_unique<Impl>(std::move(options), clock, random)) {}
WechatSim::~WechatSim() = default;

void WechatSim::start() {
    impl_->start();
}
void WechatSim::stop() {
    impl_->stop();
}
int WechatSim::port() const {
    return impl_->port();
}
const std::string& WechatSim::url() const {
    return impl_->stage().base_url;
}
void WechatSim::settle() {
    impl_->settle();
}

void WechatSim::set_callback(const std::string& account, const std::string& url) {
    Stage& stage = impl_->stage();
    const std::lock_guard lock(stage.mutex);
    if (AccountState* found = stage.find_account(account)) found->setup.callback_url = url;
    // Also where a reset begins again from.
    for (SimAccount& setup : stage.options.accounts) {
        if (setup.account.name == account) setup.callback_url = url;
    }
}

}  // namespace league::sim
