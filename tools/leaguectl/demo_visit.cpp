#include "tools/leaguectl/demo_visit.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

#include "lib/documents/phrases.hpp"
#include "lib/http/client.hpp"
#include "lib/storage/whole_file.hpp"
#include "tools/leaguectl/records_file.hpp"

namespace league::ctl {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kAgreeOnPhone = 4;    ///< consents in the mini program
constexpr std::size_t kAgreeInAccount = 2;  ///< and in the official account
constexpr std::size_t kSpeak = 4;           ///< within the 48 hours
constexpr int kNoticesAgreed = 2;

class Simulator {
public:
    explicit Simulator(const SimulatorConfig& config) : client_(options(config)) {}

    json order(const std::string& what, const json& body) {
        const http::HttpResult result = client_.post("/sim/" + what, {}, body.dump(), "application/json");
        if (!result) throw silent(result.error().reason);
        if (result->status != 200) throw silent(what + ": " + std::to_string(result->status) + " " + result->body);
        return json::parse(result->body, nullptr, /*allow_exceptions=*/false);
    }

private:
    static http::ClientOptions options(const SimulatorConfig& config) {
        http::ClientOptions options;
        options.base_url = "http://" + config.host + ":" + std::to_string(config.port);
        return options;
    }
    static Problem silent(const std::string& why) {
        return Problem(ProblemCode::upstream, "simulator_silent").with_details(why);
    }

    http::HttpClient client_;
};

struct Visitor {
    std::string oa;
    std::string mp;
    bool silent = false;  ///< has not logged this month
};

std::vector<Visitor> visitors_of(const ordered_json& card) {
    std::vector<Visitor> visitors;
    for (const ordered_json& person : card.at("to_try")) {
        visitors.push_back({person.at("oa_openid").get<std::string>(), person.at("mp_openid").get<std::string>(),
                            !person.at("logged_this_month").get<bool>()});
    }
    return visitors;
}

const NoticeConfig* notice_of(const Config& config, AccountKind kind) {
    for (const NoticeConfig& notice : config.notices) {
        const WechatAccount* account = config.account(notice.account);
        if (notice.name == config.reminders.notice && account != nullptr && account->kind == kind) return &notice;
    }
    return nullptr;
}

class Visit {
public:
    Visit(const Config& config, Simulator& simulator)
        : simulator_(simulator),
          on_phone_(notice_of(config, AccountKind::mini_program)),
          in_account_(notice_of(config, AccountKind::official_account)),
          greeting_(Phrases(config.paths.templates).text("demo", "greeting")) {}

    void follow(const Visitor& visitor) {
        for (const auto& [account, openid] : {std::pair("oa", visitor.oa), std::pair("mp", visitor.mp)}) {
            simulator_.order("follower", {{"account", account}, {"openid", openid}});
        }
        ++result.followers;
    }

    /// The first few agree, the next speak, the others stay out of reach of any message.
    void take_part(std::size_t place, const Visitor& visitor) {
        if (place < kAgreeOnPhone) {
            agree(on_phone_, visitor.mp);
        } else if (place < kAgreeOnPhone + kAgreeInAccount) {
            agree(in_account_, visitor.oa);
        } else if (place < kAgreeOnPhone + kAgreeInAccount + kSpeak) {
            const json said = simulator_.order(
                "say", {{"account", "oa"}, {"openid", visitor.oa}, {"type", "text"}, {"content", greeting_}});
            ++result.spoke;
            if (!said.is_object() || said.contains("why")) ++result.unanswered;
        }
    }

    VisitResult result;

private:
    void agree(const NoticeConfig* notice, const std::string& openid) {
        if (notice == nullptr) return;
        const json agreed = simulator_.order("consent", {{"account", notice->account},
                                                         {"openid", openid},
                                                         {"template_id", notice->template_id},
                                                         {"count", kNoticesAgreed}});
        ++result.consents;
        if (!agreed.is_object() || agreed.value("delivered", 0) < agreed.value("events", 0)) ++result.unanswered;
    }

    Simulator& simulator_;
    const NoticeConfig* on_phone_;
    const NoticeConfig* in_account_;
    const std::string greeting_;
};

}  // namespace

std::filesystem::path demo_card_file(const Config& config) {
    return std::filesystem::path(config.database.path).parent_path() / "demo.json";
}

VisitResult visit_demo(const Config& config) {
    const std::filesystem::path file = demo_card_file(config);
    std::ifstream in(file);
    ordered_json card = ordered_json::parse(in, nullptr, /*allow_exceptions=*/false);
    if (!card.is_object() || !card.contains("to_try")) throw Problem(ProblemCode::not_found, "demo_missing");

    Simulator simulator(config.simulator);
    Visit visit(config, simulator);
    const bool first = !card.value("visited", false);
    std::size_t place = 0;
    for (const Visitor& visitor : visitors_of(card)) {
        visit.follow(visitor);
        if (first && visitor.silent) visit.take_part(place++, visitor);
    }
    if (first && visit.result.unanswered == 0) {
        card["visited"] = true;
        write_whole(file, card.dump(2) + "\n");
    }
    return visit.result;
}

}  // namespace league::ctl
