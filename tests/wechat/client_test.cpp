#include "lib/wechat/client.hpp"

#include <catch2/catch.hpp>

#include "tests/wechat/upstream.hpp"

using namespace league;
using namespace league::wechat;
using namespace league::test;

namespace {

constexpr auto kCustom = "/cgi-bin/message/custom/send";

struct Place {
    ManualClock clock{from_millis(1'700'000'000'000)};
    MemoryCache cache{clock};
    Upstream upstream;
    Desk official;
    Desk program;

    Place() : official(upstream, cache, clock, official_account()), program(upstream, cache, clock, mini_program()) {
        upstream.says(kTokenPath, {token_answer("T1"), token_answer("T2"), token_answer("T3")});
    }

    static WechatAccount official_account() { return account_in(PushMode::safe); }
    static WechatAccount mini_program() {
        auto account = account_in(PushMode::safe);
        account.name = "mp";
        account.kind = AccountKind::mini_program;
        account.appid = "wxmini";
        return account;
    }
    MessageNode sent_to(const std::string& path) const {
        const auto calls = upstream.calls(path);
        REQUIRE_FALSE(calls.empty());
        const auto tree = read_tree(calls.back().body);
        REQUIRE(tree);
        return *tree;
    }
};

Picture png(std::size_t bytes = 100) {
    Picture picture{"chart.jpg", "\x89PNG\r\n\x1a\n"};
    picture.bytes.resize(bytes, 'x');
    return picture;
}

Article article() {
    Article article;
    article.title = "团委「半月」进展";
    article.content = "<p>\"内容\"</p>";
    article.cover_media_id = "cover";
    return article;
}

}  // namespace

TEST_CASE("each token error drops the token, fetches once and repeats the call once") {
    for (const int errcode : {40001, 40014, 42001}) {
        Place place;
        const std::string refusal = R"({"errcode":)" + std::to_string(errcode) + R"(,"errmsg":"x"})";
        place.upstream.says(kCustom, {json(refusal), json(R"({"errcode":0,"errmsg":"ok"})")});
        CHECK(place.official.client().send_customer_text(OpenId("o1"), "好").is_done());
        const auto calls = place.upstream.calls(kCustom);
        REQUIRE(calls.size() == 2);
        CHECK(calls[0].query_value("access_token") == "T1");
        CHECK(calls[1].query_value("access_token") == "T2");
        CHECK(place.upstream.calls(kTokenPath).size() == 2);
    }
}

TEST_CASE("a token that is refused twice is not tried a third time") {
    Place place;
    place.upstream.says(kCustom, R"({"errcode":40001,"errmsg":"invalid credential T2 rid: 1a-2b-3c"})");
    const auto outcome = place.official.client().send_customer_text(OpenId("o1"), "好");
    REQUIRE(outcome.refused() != nullptr);
    CHECK(outcome.refused()->kind == RefusalKind::token);
    CHECK(outcome.refused()->rid == "1a-2b-3c");
    CHECK(outcome.refused()->errmsg.find("T2") == std::string::npos);
    CHECK(place.upstream.calls(kCustom).size() == 2);
}

TEST_CASE("refusals that a repeat cannot cure are made once") {
    for (const auto& [errcode, kind] : std::vector<std::pair<int, RefusalKind>>{{40164, RefusalKind::config},
                                                                                {45009, RefusalKind::quota_day},
                                                                                {48001, RefusalKind::config},
                                                                                {45015, RefusalKind::user},
                                                                                {45011, RefusalKind::rate_minute},
                                                                                {99999, RefusalKind::permanent}}) {
        Place place;
        place.upstream.says(kCustom, R"({"errcode":")" + std::to_string(errcode) + R"(","errmsg":"no"})");
        const auto outcome = place.official.client().send_customer_text(OpenId("o1"), "好");
        REQUIRE(outcome.refused() != nullptr);
        CHECK(outcome.refused()->errcode == errcode);
        CHECK(outcome.refused()->kind == kind);
        CHECK(place.upstream.calls(kCustom).size() == 1);
        CHECK(place.official.last_record().errcode == errcode);
        CHECK(place.official.last_record().path == kCustom);
    }
}

TEST_CASE("busy is unknown for a send, and later for what may be repeated") {
    Place place;
    place.upstream.says(kCustom, R"({"errcode":-1,"errmsg":"system error"})");
    CHECK(place.official.client().send_customer_text(OpenId("o1"), "好").unknown() != nullptr);
    place.upstream.says("/cgi-bin/draft/add", R"({"errcode":-1,"errmsg":"system error"})");
    CHECK(place.official.client().add_draft({article()}).unknown() != nullptr);
    place.upstream.says("/cgi-bin/freepublish/get", R"({"errcode":-1,"errmsg":"system error"})");
    const auto status = place.official.client().publication_status("1");
    REQUIRE(status.refused() != nullptr);
    CHECK(status.refused()->kind == RefusalKind::retry_later);
    // The mass send has an id of its own: WeChat drops the second.
    place.upstream.says("/cgi-bin/message/mass/sendall", R"({"errcode":-1,"errmsg":"system error"})");
    const auto mass = place.official.client().mass_send({"m", std::nullopt, "column-2026-11-H1", false});
    REQUIRE(mass.refused() != nullptr);
    CHECK(mass.refused()->kind == RefusalKind::retry_later);
}

TEST_CASE("a send whose answer is lost or unreadable is unknown and is made once") {
    for (const auto& answer : {hang_up(), http::Response::text(502, "bad gateway"), json("<html>"), json(""),
                               json(R"({"errcode":"ok"})"), json("[]")}) {
        Place place;
        place.upstream.says(kCustom, {answer});
        const auto outcome = place.official.client().send_customer_text(OpenId("o1"), "好");
        CHECK(outcome.unknown() != nullptr);
        CHECK(place.upstream.calls(kCustom).size() == 1);
        CHECK(place.official.last_record().outcome == "unknown");
    }
}

TEST_CASE("a success without its errcode is a success, one without its result is not") {
    Place place;
    place.upstream.says("/sns/jscode2session", R"({"openid":"o1","session_key":"K","unionid":"U"})");
    const auto login = place.program.client().exchange_login_code("C");
    REQUIRE(login);
    CHECK(login->openid == OpenId("o1"));
    CHECK(login->unionid == "U");
    CHECK(login->session_key.reveal() == "K");
    const auto call = place.upstream.calls("/sns/jscode2session").at(0);
    CHECK(call.query_value("js_code") == "C");
    CHECK(call.query_value("appid") == "wxmini");
    CHECK_FALSE(call.query_value("access_token"));
    CHECK(place.upstream.calls(kTokenPath).empty());

    place.upstream.says("/sns/jscode2session", "{}");
    CHECK(place.program.client().exchange_login_code("C").unknown() != nullptr);
    place.upstream.says("/sns/jscode2session", R"({"errcode":40163,"errmsg":"code been used"})");
    CHECK(place.program.client().exchange_login_code("C").refused()->kind == RefusalKind::user);
}

TEST_CASE("a login code is shown to WeChat once, also when a kept connection dies under it") {
    Place place;
    place.upstream.says("/sns/jscode2session", {json(R"({"openid":"o1","session_key":"K"})"), hang_up()});
    REQUIRE(place.program.client().exchange_login_code("A"));
    CHECK(place.program.client().exchange_login_code("B").unknown() != nullptr);
    CHECK(place.upstream.calls("/sns/jscode2session").size() == 2);
}

TEST_CASE("the official account exchanges its code by web authorization") {
    Place place;
    place.upstream.says("/sns/oauth2/access_token",
                        {http::Response::text(200, R"({"openid":"o2","access_token":"W","is_snapshotuser":1})")});
    const auto login = place.official.client().exchange_login_code("C");
    REQUIRE(login);
    CHECK(login->openid == OpenId("o2"));
    CHECK(login->is_snapshot);
    CHECK(place.upstream.calls("/sns/oauth2/access_token").at(0).query_value("code") == "C");
    CHECK(authorize_url("https://open.weixin.qq.com", "wx1", "https://x.cn/m/?a=1", "s") ==
          "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx1&redirect_uri=https%3A%2F%2Fx.cn%2Fm%2F%3Fa%3D1"
          "&response_type=code&scope=snsapi_base&state=s#wechat_redirect");
}

TEST_CASE("a notice goes out as an object of raw UTF-8 with state and language") {
    Place place;
    place.upstream.says("/cgi-bin/message/subscribe/send", R"({"errcode":0,"errmsg":"ok","msgid":123})");
    Notice notice;
    notice.to = OpenId("o1");
    notice.template_id = "TPL";
    notice.page = "pages/log?x=1";
    notice.data = {{"thing1", "城关镇团委"}, {"date2", "2026年11月10日"}};
    const auto sent = place.program.client().send_notice(notice);
    REQUIRE(sent);
    CHECK(*sent == "123");
    const auto call = place.upstream.calls("/cgi-bin/message/subscribe/send").at(0);
    CHECK(call.body.find("城关镇团委") != std::string::npos);
    CHECK(call.body.find("\\u") == std::string::npos);
    CHECK(call.body ==
          R"({"touser":"o1","template_id":"TPL","page":"pages/log?x=1","data":{"date2":{"value":"2026年11月10日"},)"
          R"("thing1":{"value":"城关镇团委"}},"miniprogram_state":"formal","lang":"zh_CN"})");

    place.upstream.says("/cgi-bin/message/subscribe/bizsend", R"({"errcode":43101,"errmsg":"user refuse"})");
    CHECK(place.official.client().send_notice(notice).refused()->kind == RefusalKind::user);
}

TEST_CASE("a notice that WeChat would refuse never leaves") {
    Place place;
    Notice notice;
    notice.data = {{"thing1", ""}};
    CHECK_THROWS_AS(place.program.client().send_notice(notice), Problem);
    CHECK(place.upstream.calls(kTokenPath).empty());
}

TEST_CASE("a draft is one array of articles, an update is one object") {
    Place place;
    place.upstream.says("/cgi-bin/draft/add", R"({"media_id":"D1"})");
    const auto draft = place.official.client().add_draft({article()});
    REQUIRE(draft);
    CHECK(*draft == "D1");
    const std::string body = place.upstream.calls("/cgi-bin/draft/add").at(0).body;
    CHECK(body.substr(0, 14) == R"({"articles":[{)");
    CHECK(body.find(R"("title":"团委「半月」进展")") != std::string::npos);
    CHECK(body.find(R"(\"内容\")") != std::string::npos);

    place.upstream.says("/cgi-bin/draft/update", R"({"errcode":0})");
    CHECK(place.official.client().update_draft("D1", 0, article()).is_done());
    CHECK(place.upstream.calls("/cgi-bin/draft/update").at(0).body.find(R"("articles":{)") != std::string::npos);
    CHECK(place.sent_to("/cgi-bin/draft/update").number_of("index") == 0);

    auto wrong = article();
    wrong.title.clear();
    CHECK_THROWS_AS(place.official.client().add_draft({wrong}), Problem);
    CHECK_THROWS_AS(place.official.client().add_draft({}), Problem);
}

TEST_CASE("drafts are listed whether there is one or several") {
    Place place;
    place.upstream.says("/cgi-bin/draft/batchget",
                        R"({"total_count":2,"item_count":2,"item":[{"media_id":"D1","content":{"news_item":[
                        {"title":"甲","url":"https://x"}]},"update_time":5},{"media_id":"D2","content":{"news_item":
                        {"title":"乙"}},"update_time":"6"}]})");
    const auto page = place.official.client().list_drafts(0, 20);
    REQUIRE(page);
    CHECK(page->total == 2);
    REQUIRE(page->drafts.size() == 2);
    CHECK(page->drafts[0].articles.at(0).title == "甲");
    CHECK(page->drafts[1].articles.at(0).title == "乙");
    CHECK(page->drafts[1].updated == 6);
    CHECK(place.sent_to("/cgi-bin/draft/batchget").number_of("no_content") == 1);
    CHECK_THROWS_AS(place.official.client().list_drafts(0, 21), Problem);

    place.upstream.says("/cgi-bin/draft/get", R"({"news_item":[{"title":"甲","content":"<p>x</p>"}]})");
    CHECK(place.official.client().get_draft("D1")->articles.at(0).content == "<p>x</p>");
    place.upstream.says("/cgi-bin/draft/get", R"({"errcode":40007,"errmsg":"invalid media_id"})");
    CHECK(place.official.client().get_draft("D1").refused()->errcode == 40007);
}

TEST_CASE("a publication is accepted with its number as text or number, and published only by status 0") {
    Place place;
    for (const auto* id : {"100000001", "\"100000001\""}) {
        place.upstream.says("/cgi-bin/freepublish/submit", std::string(R"({"errcode":0,"publish_id":)") + id + "}");
        const auto job = place.official.client().submit_publication("D1");
        REQUIRE(job);
        CHECK(job->publish_id == "100000001");
    }
    place.upstream.says("/cgi-bin/freepublish/get",
                        R"({"publish_id":"1","publish_status":0,"article_id":"A1","article_detail":{"count":1,
                        "item":[{"idx":1,"article_url":"https://mp/s"}]},"fail_idx":[]})");
    const auto done = place.official.client().publication_status("1");
    REQUIRE(done);
    CHECK(done->state == PublicationState::published);
    CHECK(done->articles.at(0).url == "https://mp/s");
    CHECK(done->failed_indexes.empty());

    place.upstream.says("/cgi-bin/freepublish/get", R"({"publish_id":"1"})");
    CHECK(place.official.client().publication_status("1").unknown() != nullptr);
    place.upstream.says("/cgi-bin/freepublish/get", R"({"publish_status":"2","fail_idx":[1,2]})");
    const auto failed = place.official.client().publication_status("1");
    CHECK(failed->state == PublicationState::originality_failed);
    CHECK(failed->failed_indexes == std::vector<std::int64_t>{1, 2});
    place.upstream.says("/cgi-bin/freepublish/submit", R"({"errcode":48001,"errmsg":"api unauthorized"})");
    CHECK(place.official.client().submit_publication("D1").refused()->kind == RefusalKind::config);
}

TEST_CASE("a mass send that WeChat already knows is done") {
    Place place;
    const auto* path = "/cgi-bin/message/mass/sendall";
    place.upstream.says(path, R"({"errcode":45065,"errmsg":"clientmsgid exist","msg_id":34182})");
    const auto known = place.official.client().mass_send({"D1", std::nullopt, "column-1", false});
    REQUIRE(known);
    CHECK(known->was_known);
    CHECK(known->message_id == "34182");
    CHECK(place.upstream.calls(path).at(0).body.find(R"("is_to_all":true)") != std::string::npos);

    place.upstream.says(path, R"({"errcode":45066,"errmsg":"same clientmsgid retry too fast"})");
    CHECK(place.official.client().mass_send({"D1", 2, "column-1", false}).refused()->kind == RefusalKind::retry_later);
    CHECK(place.upstream.calls(path).at(1).body.find(R"("filter":{"is_to_all":false,"tag_id":2})") !=
          std::string::npos);
    CHECK_THROWS_AS(place.official.client().mass_send({"D1", 2, std::string(65, 'x'), false}), Problem);
}

TEST_CASE("pictures are checked by their bytes and sent with a fitting name") {
    Place place;
    place.upstream.says("/cgi-bin/media/uploadimg", R"({"url":"https://mmbiz.qpic.cn/x"})");
    CHECK(*place.official.client().upload_article_picture(png()) == "https://mmbiz.qpic.cn/x");
    const auto call = place.upstream.calls("/cgi-bin/media/uploadimg").at(0);
    const auto* part = call.part("media");
    REQUIRE(part != nullptr);
    CHECK(part->filename == "chart.png");
    CHECK(part->content == png().bytes);
    CHECK_THROWS_AS(place.official.client().upload_article_picture(png(1024 * 1024)), Problem);
    CHECK_THROWS_AS(place.official.client().upload_article_picture({"a.png", "GIF89a"}), Problem);
    CHECK_THROWS_AS(place.official.client().upload_cover(png(), CoverKind::thumb), Problem);
    place.upstream.says("/cgi-bin/material/add_material", R"({"media_id":"M","url":"https://mmbiz.qpic.cn/y"})");
    CHECK(place.official.client().upload_cover(png())->media_id == "M");
    CHECK(place.upstream.calls("/cgi-bin/material/add_material").at(0).query_value("type") == "image");
}

TEST_CASE("media comes as bytes, or as the refusal that looks like them") {
    Place place;
    const auto* path = "/cgi-bin/media/get";
    place.upstream.says(path, {http::Response::bytes("image/jpeg", std::string("\xff\xd8\xff\0{", 5))});
    const auto media = place.official.client().fetch_media("M");
    REQUIRE(media);
    CHECK(media->bytes == std::string("\xff\xd8\xff\0{", 5));
    CHECK(media->content_type == "image/jpeg");
    place.upstream.says(path, {http::Response::text(200, R"({"errcode":40007,"errmsg":"invalid media_id"})")});
    CHECK(place.official.client().fetch_media("M").refused()->errcode == 40007);
    place.upstream.says(path, R"({"video_url":"https://v"})");
    CHECK(place.official.client().fetch_media("M")->video_url == "https://v");
}

TEST_CASE("text passes only when the result says so") {
    Place place;
    const auto* path = "/wxa/msg_sec_check";
    TextCheck check;
    check.author = OpenId("o1");
    check.content = "内容";
    const auto verdict = [&](const std::string& answer) {
        place.upstream.says(path, answer);
        return place.program.client().check_text(check);
    };
    CHECK(verdict(R"({"errcode":0,"result":{"suggest":"pass","label":100},"trace_id":"t"})")->suggestion ==
          Suggestion::pass);
    CHECK(verdict(R"({"errcode":0,"result":{"suggest":"risky","label":"20001"}})")->label == 20001);
    CHECK(verdict(R"({"errcode":0,"result":{"suggest":"risky","label":"20001"}})")->suggestion == Suggestion::risky);
    CHECK(verdict(R"({"errcode":0,"result":{"suggest":"newword"}})")->suggestion == Suggestion::review);
    CHECK(verdict(R"({"errcode":0})").unknown() != nullptr);
    CHECK(verdict(R"({"errcode":61010,"errmsg":"code is expired"})").refused()->kind == RefusalKind::user);
    CHECK(place.sent_to(path).number_of("version") == 2);
    for (int i = 0; i < 2501; ++i) check.content += "团";
    CHECK_THROWS_AS(place.program.client().check_text(check), Problem);
    place.upstream.says("/wxa/media_check_async", R"({"errcode":0,"trace_id":"T"})");
    CHECK(*place.program.client().check_media_async(OpenId("o1"), "https://x/y.jpg") == "T");
    CHECK(place.sent_to("/wxa/media_check_async").number_of("media_type") == 2);
}

TEST_CASE("codes, menu, followers and quota are asked for as WeChat wants them") {
    Place place;
    place.upstream.says("/cgi-bin/qrcode/create", R"({"ticket":"g/1==","expire_seconds":600,"url":"http://weixin"})");
    const auto code = place.official.client().create_scene_code("branch-7", std::chrono::seconds(600));
    REQUIRE(code);
    CHECK(scene_code_picture_url("https://mp.weixin.qq.com", code->ticket) ==
          "https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=g%2F1%3D%3D");
    CHECK(place.sent_to("/cgi-bin/qrcode/create").number_of("expire_seconds") == 600);
    CHECK_THROWS_AS(place.official.client().create_scene_code("x", std::chrono::seconds(2592001)), Problem);

    place.upstream.says("/wxa/getwxacodeunlimit", {http::Response::bytes("image/jpeg", "\xff\xd8")});
    CHECK(*place.program.client().mini_program_code({"b=7", "pages/log"}) == "\xff\xd8");
    place.upstream.says("/wxa/getwxacodeunlimit", R"({"errcode":41030,"errmsg":"invalid page"})");
    CHECK(place.program.client().mini_program_code({"b=7", "pages/log"}).refused()->kind == RefusalKind::config);
    CHECK_THROWS_AS(place.program.client().mini_program_code({"百", "pages/log"}), Problem);

    MenuButton button;
    button.name = "进度";
    button.type = "click";
    button.key = "progress";
    place.upstream.says("/cgi-bin/menu/create", R"({"errcode":0,"errmsg":"ok"})");
    CHECK(place.official.client().create_menu({button}).is_done());
    CHECK(place.upstream.calls("/cgi-bin/menu/create").at(0).body ==
          R"({"button":[{"name":"进度","type":"click","key":"progress"}]})");

    place.upstream.says("/cgi-bin/user/info", R"({"subscribe":1,"openid":"o1","unionid":"U1"})");
    CHECK(*place.official.client().unionid_of(OpenId("o1")) == "U1");
    place.upstream.says("/cgi-bin/user/info", R"({"subscribe":0,"openid":"o1"})");
    CHECK_FALSE(place.official.client().follower(OpenId("o1"))->follows);
    place.upstream.says("/cgi-bin/openapi/quota/get",
                        R"({"errcode":0,"quota":{"daily_limit":1000,"used":1,"remain":999}})");
    CHECK(place.official.client().quota("/cgi-bin/draft/add")->remaining == 999);
}

TEST_CASE("no connection means not sent") {
    ManualClock clock(from_millis(0));
    MemoryCache cache(clock);
    std::string gone;
    {
        Upstream upstream;
        gone = upstream.base_url();
    }
    http::ClientOptions options;
    options.base_url = gone;
    http::HttpClient http(options);
    Base64Cipher cipher;
    CountingRandom random;
    TokenSource tokens(Place::official_account(), http, cache, cipher, clock, random);
    WechatClient client(Place::official_account(), http, tokens);
    CHECK(client.send_customer_text(OpenId("o1"), "x").not_sent() != nullptr);
    CHECK(client.exchange_login_code("C").not_sent() != nullptr);
}
