// Another party's cryptography as judge of our callback (tests/interop).
#include <catch2/catch.hpp>

#include "lib/platform/config.hpp"
#include "tests/stories/support/stage.hpp"
#include "tests/support/places.hpp"

using namespace league::test;

namespace {

const std::string kScripts = league::test::source_dir() + "/tests/interop/";

}  // namespace

SCENARIO("messages encrypted by another library are understood, and it opens our replies") {
    Stage stage({.settings = {}, .branches_per_township = 8, .months = 1, .with_bot = false});
    const league::Config config = league::load_config(stage.config_file());
    const league::WechatAccount* account = config.account("oa");
    REQUIRE(account != nullptr);
    const Finished judged = run_program(
        {"node", kScripts + "callback.mjs", stage.server_url() + "/wechat/oa"}, stage.folder().path().string(),
        {"WECHAT_APPID=" + account->appid, "WECHAT_TOKEN=" + account->token.reveal(),
         "WECHAT_AES_KEY=" + account->aes_key.reveal(), "WECHAT_ORIGINAL_ID=" + account->original_id});
    INFO(judged.out << judged.err);
    CHECK(judged.status == 0);
}
