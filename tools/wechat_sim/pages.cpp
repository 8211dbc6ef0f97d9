#include "tools/wechat_sim/pages.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "lib/base/problem.hpp"
#include "lib/http/url.hpp"
#include "tools/wechat_sim/picture.hpp"

namespace league::sim {
namespace {

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

Answer plain(int status, const std::string& text) {
    Answer answer;
    answer.status = status;
    answer.type = "text/plain; charset=utf-8";
    answer.body = text;
    return answer;
}

/// A file of the pages folder with {{names}} filled in; the values are ready HTML.
Answer page(const Stage& stage, const char* file, const Values& values) {
    std::ifstream in(std::filesystem::path(stage.options.pages_folder) / file);
    if (!in) return plain(404, "no page folder");
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    Answer answer;
    answer.type = "text/html; charset=utf-8";
    // Whatever an author put into an article, nothing of it runs or calls out.
    answer.headers.emplace_back("Content-Security-Policy",
                                "default-src 'none'; img-src 'self' data: " + stage.base_url +
                                    "; style-src 'self' 'unsafe-inline'; form-action 'none'; base-uri 'none'");
    for (std::size_t at = 0; at < text.size();) {
        const auto open = text.find("{{", at);
        const auto close = open == std::string::npos ? open : text.find("}}", open);
        if (close == std::string::npos) {
            answer.body += text.substr(at);
            break;
        }
        const auto value = values.find(text.substr(open + 2, close - open - 2));
        answer.body += text.substr(at, open - at) + (value == values.end() ? "" : value->second);
        at = close + 2;
    }
    return answer;
}

Answer show(const Stage& stage, const AccountState& account, const Json& article, const std::string& date,
            const std::string& note) {
    const std::string source = article.value("content_source_url", "");
    std::string content = article.value("content", "");
    if (article.value("article_type", "news") == "newspic") {
        content = "<p>" + escaped(content) + "</p>";
        for (const Json& one : article["image_info"]["image_list"]) {
            content = "<p><img src=\"" + stage.base_url + "/mmbiz/" + escaped(one.value("image_media_id", "")) +
                      "\"></p>" + content;
        }
    }
    const std::string author = article.value("author", "");
    return page(
        stage, "article.html",
        {{"title", escaped(article.value("title", ""))},
         {"author", author.empty() ? "" : "<span class=\"author\">" + escaped(author) + "</span>"},
         {"account", escaped(account.setup.account.name)},
         {"date", escaped(date.substr(0, 10) + " " + date.substr(11, 5))},
         {"note", note},
         {"content", content},
         {"source",
          source.starts_with("http") ? "<a class=\"source\" href=\"" + escaped(source) + "\">阅读原文</a>" : ""}});
}

}  // namespace

Answer article_page(Stage& stage, const std::string& id) {
    const std::lock_guard lock(stage.mutex);
    std::string article_id = id;
    std::size_t index = 0;
    // "-2" behind an id of 43 characters is the second article of one publication.
    if (id.size() == 45 && id[43] == '-' && id[44] >= '2' && id[44] <= '8') {
        article_id = id.substr(0, 43);
        index = static_cast<std::size_t>(id[44] - '1');
    }
    for (const auto& [name, account] : stage.state.accounts) {
        for (const Publication& one : account.publications) {
            if (one.article_id != article_id || index >= one.articles.size()) continue;
            const Json& article = one.articles[index];
            if (article.value("is_deleted", false)) return page(stage, "gone.html", {});
            return show(stage, account, article, beijing_time(one.finished), "");
        }
    }
    Answer gone = page(stage, "gone.html", {});
    gone.status = 404;
    return gone;
}

Answer draft_page(Stage& stage, const std::string& media_id) {
    const std::lock_guard lock(stage.mutex);
    for (const auto& [name, account] : stage.state.accounts) {
        const auto draft = account.drafts.find(media_id);
        if (draft == account.drafts.end()) continue;
        return show(stage, account, draft->second.articles.front(), beijing_time(draft->second.updated),
                    "<p class=\"note\">草稿预览:这篇文章还没有发布。</p>");
    }
    Answer gone = page(stage, "gone.html", {});
    gone.status = 404;
    return gone;
}

Answer picture(Stage& stage, const std::string& media_id) {
    const std::lock_guard lock(stage.mutex);
    for (const auto& [name, account] : stage.state.accounts) {
        const auto media = account.media.find(media_id);
        if (media == account.media.end()) continue;
        Answer answer;
        answer.type = media->second.content_type;
        answer.body = media->second.bytes;
        answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
        return answer;
    }
    return plain(404, "not found");
}

Answer qr_picture(Stage& stage, const Call& call) {
    const std::lock_guard lock(stage.mutex);
    const std::string ticket = call.value("ticket");
    for (const auto& [name, account] : stage.state.accounts) {
        const auto scene = account.scenes.find(ticket);
        if (scene == account.scenes.end()) continue;
        Answer answer;
        answer.type = "image/png";
        answer.body = pattern_png(ticket, 430);
        return answer;
    }
    return plain(404, "not found");
}

Answer authorize_page(Stage& stage, const Call& call) {
    const std::lock_guard lock(stage.mutex);
    AccountState* account = stage.find_account_by_appid(call.value("appid"));
    const std::string target = call.value("redirect_uri");
    const std::string scope = call.value("scope");
    if (account == nullptr || account->is_mini_program() || call.value("response_type") != "code" ||
        !target.starts_with("http") || (scope != "snsapi_base" && scope != "snsapi_userinfo")) {
        return plain(200, "该链接无法访问:参数错误");
    }
    const std::string openid = call.value("sim_openid");
    if (!openid.empty()) {
        const std::string code = "0" + stage.id(31);
        account->codes[code] = {CodeUse::web_authorization, stage.person(*account, openid).openid, scope,
                                stage.clock.now(), false};
        Answer answer = plain(302, "");
        answer.headers.emplace_back("Location", target + (target.find('?') == std::string::npos ? "?" : "&") + "code=" +
                                                    code + "&state=" + http::percent_encode(call.value("state")));
        return answer;
    }
    std::string choices;
    http::Query query(call.query.begin(), call.query.end());
    for (const auto& [name, person] : account->people) {
        http::Query chosen = query;
        chosen.emplace_back("sim_openid", name);
        choices += "<a href=\"/connect/oauth2/authorize?" + escaped(http::encode_query(chosen)) + "\">" +
                   escaped(name) + "</a>";
    }
    return page(stage, "authorize.html",
                {{"choices", choices.empty() ? "<p>还没有关注者。请先在仿真首页新建一位。</p>" : choices}});
}

}  // namespace league::sim
