// The menu of the official account: pushed only when it differs, and its buttons answer as the words do.
#include <catch2/catch.hpp>

#include "lib/app/account_menu.hpp"
#include "lib/app/wechat_accounts.hpp"
#include "server/talk/words.hpp"
#include "tests/server/talk/logged.hpp"
#include "tests/support/places.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Menus : ServedWorld {
    wechat::WechatClient& client() { return *accounts.find("oa"); }
    AccountMenu menu() { return AccountMenu(phrases, config(), client()); }
    std::vector<std::string> keys() const {
        std::vector<std::string> found;
        for (const wechat::MenuButton& button : menu_of(phrases, config())) {
            for (const wechat::MenuButton& sub : button.buttons) {
                if (!sub.key.empty()) found.push_back(sub.key);
            }
        }
        return found;
    }

    Phrases phrases{source_dir() + "/templates"};
    WechatAccounts accounts{config(), world.cache(), world.cipher(), world.clock(), world.random()};
};

Chat::Reply tap(Chat& chat, const CastMember& who, const std::string& key) {
    return chat.event(who.openid, "CLICK", {{"EventKey", key}});
}

}  // namespace

TEST_CASE("the menu is written where it differs and left alone where it does not") {
    Menus served;
    CHECK_FALSE(served.menu().compare().there);
    CHECK(served.menu().push());
    CHECK(served.menu().compare().is_same());
    CHECK_FALSE(served.menu().push());

    wechat::MenuButton other;
    other.name = "别的";
    other.type = "click";
    other.key = "help";
    REQUIRE(served.client().create_menu({other}).is_done());
    const AccountMenu::State state = served.menu().compare();
    CHECK_FALSE(state.is_same());
    CHECK(state.there->front().name == "别的");
    CHECK(served.menu().push());
    CHECK(served.menu().compare().is_same());
}

TEST_CASE("a page of the mini program becomes the phone page where there is none") {
    Menus served;
    Config alone = served.config();
    std::erase_if(alone.accounts, [](const WechatAccount& one) { return one.kind == AccountKind::mini_program; });
    alone.server.public_url = "https://desk.example";
    const auto with = menu_of(served.phrases, served.config());
    const auto without = menu_of(served.phrases, alone);
    CHECK(with[0].buttons.back().type == "miniprogram");
    CHECK(with[0].buttons.back().page == "pages/index/index");
    CHECK(without[0].buttons.back().type == "view");
    CHECK(without[0].buttons.back().url == "https://desk.example/m/");
    CHECK(without[0].buttons.back().page.empty());
}

TEST_CASE("every button of the menu that speaks answers as its word does, to each person by his role") {
    Menus served;
    Chat chat(served);
    const talk::Words words(served.phrases);
    const std::vector<std::string> keys = served.keys();
    REQUIRE(keys.size() >= 8);
    for (const std::string& key : keys) {
        INFO(key);
        const auto command = words.of_key(key);
        REQUIRE(command);
        const std::string word = words.list(key).front();
        for (const CastMember* who : {&served.world.stranger, &served.world.cg01_secretary, &served.world.cg_secretary,
                                      &served.world.leader, &served.world.officer}) {
            const auto typed = chat.say(*who, word);
            const auto tapped = tap(chat, *who, key);
            CHECK(tapped.content == typed.content);
            CHECK(tapped.content.size() < 2048);
        }
    }
    for (const char* key : {"record", "mine", "withdraw", "review", "not_logged", "report"}) {
        INFO(key);
        CHECK(tap(chat, served.world.stranger, key).says("邀请码"));
    }
    CHECK(tap(chat, served.world.cg01_secretary, "review").says("审核记录由乡镇团委办"));
    CHECK(tap(chat, served.world.stranger, "nonsense").says("您可以回复"));
}
