// Makes what wrk sends: signs in demonstration secretaries through the simulator (tokens.txt: token and unit code a
// line) and the county's officer (officer.txt), and encrypts questions for the progress as WeChat would push them
// (pushes.txt: query and body in turn).
//
//     bench_prepare people CONFIG FOLDER PEOPLE
//     bench_prepare pushes CONFIG FOLDER PUSHES FIRST     pushes of before are answered from memory, so each has its
//     number
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "lib/http/client.hpp"
#include "lib/http/url.hpp"
#include "lib/platform/clock_system.hpp"
#include "lib/platform/config.hpp"
#include "lib/platform/random.hpp"
#include "lib/wechat/crypto.hpp"

namespace {

using nlohmann::json;
using namespace league;

json post(http::HttpClient& client, const std::string& path, const json& body) {
    const auto answer = client.post(path, {}, body.dump(), "application/json");
    if (!answer || answer->status >= 300) {
        std::fprintf(stderr, "%s: %s\n", path.c_str(), answer ? answer->body.c_str() : answer.error().reason.c_str());
        std::exit(1);
    }
    return json::parse(answer->body);
}

std::string base_of(const std::string& host, int port) {
    return "http://" + host + ":" + std::to_string(port);
}

/// "QH-CG-02": the demonstration's first townships have their secretaries from 02 on.
std::string branch_code(int number) {
    static const char* const townships[] = {"CG", "LS", "QS", "BT", "SQ", "FL", "YL", "SH", "TY", "LQ", "DP", "JS"};
    const int branch = 2 + number / 12;
    char code[32];
    std::snprintf(code, sizeof code, "QH-%s-%02d", townships[number % 12], branch);
    return code;
}

/// The token of a session of whoever leads the unit.
std::string token_of(http::HttpClient& simulator, http::HttpClient& server, const std::string& code) {
    const json login = post(simulator, "/sim/login", {{"account", "mp"}, {"openid", "demo-mp-" + code}});
    const json session = post(server, "/api/v1/sessions", {{"account", "mp"}, {"code", login["code"]}});
    if (session["user"].is_null()) {
        std::fprintf(stderr, "%s is bound to nobody\n", code.c_str());
        std::exit(1);
    }
    return session["token"].get<std::string>();
}

void sign_in(const Config& config, const std::string& folder, int people) {
    http::HttpClient simulator({.base_url = base_of(config.simulator.host, config.simulator.port)});
    http::HttpClient server({.base_url = base_of(config.server.host, config.server.port)});
    std::ofstream(folder + "/officer.txt") << token_of(simulator, server, "QH") << '\n';
    std::ofstream file(folder + "/tokens.txt");
    for (int i = 0; i < people; ++i) {
        const std::string code = branch_code(i);
        file << token_of(simulator, server, code) << ' ' << code << '\n';
    }
}

void encrypt_pushes(const Config& config, const std::string& folder, int pushes, long long first) {
    const WechatAccount* account = config.account("oa");
    const wechat::PushCrypto crypto(*account);
    SystemRandom random;
    const std::string now = std::to_string(to_millis(SystemClock().now()) / 1000);
    std::ofstream file(folder + "/pushes.txt");
    for (int i = 0; i < pushes; ++i) {
        const std::string message = "<xml><ToUserName><![CDATA[" + account->original_id +
                                    "]]></ToUserName><FromUserName><![CDATA[demo-oa-" + branch_code(i % 100) +
                                    "]]></FromUserName><CreateTime>" + now +
                                    "</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[\xE8\xBF\x9B"
                                    "\xE5\xBA\xA6]]></Content><MsgId>" +
                                    std::to_string(7000000000000000LL + first + i) + "</MsgId></xml>";
        const std::string nonce = std::to_string(100000 + i);
        const std::string encrypted = crypto.encrypt(message, random);
        file << "signature=" << crypto.signature(now, nonce) << "&timestamp=" << now << "&nonce=" << nonce
             << "&encrypt_type=aes&msg_signature=" << crypto.message_signature(now, nonce, encrypted) << '\n'
             << "<xml><ToUserName><![CDATA[" << account->original_id << "]]></ToUserName><Encrypt><![CDATA["
             << encrypted << "]]></Encrypt></xml>" << '\n';
    }
}

}  // namespace

int main(int argc, char** argv) {
    const std::string what = argc > 1 ? argv[1] : "";
    if (what == "people" && argc == 5) {
        sign_in(load_config(argv[2]), argv[3], std::atoi(argv[4]));
    } else if (what == "pushes" && argc == 6) {
        encrypt_pushes(load_config(argv[2]), argv[3], std::atoi(argv[4]), std::atoll(argv[5]));
    } else {
        std::fprintf(stderr, "usage: bench_prepare people CONFIG FOLDER PEOPLE | pushes CONFIG FOLDER PUSHES FIRST\n");
        return 2;
    }
    return 0;
}
