#include "lib/platform/config.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>

#include "lib/platform/random.hpp"
#include "tests/support/places.hpp"
#include "tests/support/temp_folder.hpp"

using namespace league;

namespace {

/// config/league.toml in a folder of its own, with the given text.
class Home {
public:
    explicit Home(const std::string& text) {
        std::filesystem::create_directories(folder_.path() / "config");
        std::ofstream(file()) << text;
    }
    std::filesystem::path file() const { return folder_.path() / "config" / "league.toml"; }
    std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }
    std::string text(const std::string& name) const { return path(name).string(); }

    std::vector<std::string> faults(SecretsPolicy policy = SecretsPolicy::optional) const {
        try {
            load_config(file(), policy);
            return {};
        } catch (const BadConfig& bad) {
            return bad.lines();
        }
    }
    /// The one fault, without the folder's name.
    std::string fault(SecretsPolicy policy = SecretsPolicy::optional) const {
        const auto lines = faults(policy);
        if (lines.size() != 1) return std::to_string(lines.size()) + " faults";
        const auto prefix = file().string() + ":";
        return lines[0].starts_with(prefix) ? lines[0].substr(prefix.size()) : lines[0];
    }

private:
    test::TempFolder folder_;
};

const std::string kAccount =
    "[[account]]\nname = \"oa\"\nkind = \"official_account\"\nappid = \"wx1\"\nmode = \"safe\"\n";

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("an empty file gives the defaults, with paths under the folder above it") {
    const Home home("");
    const auto config = load_config(home.file(), SecretsPolicy::optional);
    CHECK(config.server.port == 8080);
    CHECK(config.database.path == home.text("var/league.db"));
    CHECK(config.paths.secrets == home.text("var/secrets.toml"));
    CHECK(config.wechat.limits.title == 32);
    CHECK(config.reminders.quiet_from == std::chrono::minutes(21 * 60));
}

TEST_CASE("values replace defaults and absolute paths stay") {
    const Home home(
        "[server]\nport = 0\ntrusted_proxies = [\"10.0.0.0/8\"]\n[database]\npath = \"/data/x.db\"\n"
        "[redis]\nsocket = \"\"\n[wechat.limits]\ntoken_margin_s = 60\n[column]\nrelease = \"publish\"\n"
        "[reminders]\nquiet_until = \"07:30\"\nlog = [\"每月25日 07:30\"]\n" +
        kAccount +
        "unit = \"370000\"\n[[notice]]\nname = \"n\"\naccount = \"oa\"\ntemplate_id = \"t\"\n"
        "fields = { thing1 = \"unit\" }\n");
    const auto config = load_config(home.file(), SecretsPolicy::optional);
    CHECK(config.server.port == 0);
    CHECK(config.server.trusted_proxies == std::vector<std::string>{"10.0.0.0/8"});
    CHECK(config.database.path == "/data/x.db");
    CHECK(config.redis.socket.empty());
    CHECK(config.wechat.limits.token_margin == std::chrono::seconds(60));
    CHECK(config.column.release == ColumnRelease::publish);
    CHECK(config.reminders.quiet_until == std::chrono::minutes(450));
    REQUIRE(config.reminders.log.size() == 1);
    CHECK(config.reminders.log.front().words() == "每月25日 07:30");
    REQUIRE(config.account("oa") != nullptr);
    CHECK(config.account("oa")->mode == PushMode::safe);
    CHECK(config.account("oa")->unit_code == "370000");
    REQUIRE(config.notice("n", "oa") != nullptr);
    CHECK(config.notice("n", "oa")->fields.at("thing1") == "unit");
    CHECK(config.account("mp") == nullptr);
}

TEST_CASE("each kind of fault names the line, the key and what is wanted") {
    CHECK(Home("[server]\n\nprot = 1\n").fault() == "3: server.prot: unknown key");
    CHECK(Home("[sever]\nport = 1\n").fault() == "1: sever: unknown key");
    CHECK(Home("[server]\nport = \"80\"\n").fault() == "2: server.port: must be a whole number");
    CHECK(Home("[server]\nport = 70000\n").fault() == "2: server.port: must be between 0 and 65535");
    CHECK(Home("[server]\nhost = \"\"\n").fault() == "2: server.host: must not be empty");
    CHECK(Home("[server]\npublic_url = \"www.x.cn\"\n").fault() ==
          "2: server.public_url: must be an http:// or https:// address without a final slash");
    CHECK(Home("[server]\ntrusted_proxies = [1]\n").fault() ==
          "2: server.trusted_proxies: must be a list of texts: [\"a\", \"b\"]");
    CHECK(Home("[column]\nrelease = \"now\"\n").fault() ==
          "2: column.release: must be one of draft | publish | mass_send");
    CHECK(Home("[column]\nenabled = 1\n").fault() == "2: column.enabled: must be true or false");
    CHECK(Home("[reminders]\nquiet_from = \"24:00\"\n").fault() ==
          "2: reminders.quiet_from: must be a time of day such as \"09:00\"");
    CHECK(Home("[column]\nwhen = \"每月32日\"\n").fault() == "2: column.when: \"每月32日\": there is no such day");
    CHECK(Home("wechat = 3\n").fault() == "1: wechat: must be a table: [wechat]");
    CHECK(Home("[[account]]\nname = \"oa\"\nkind = \"official_account\"\n").fault() == "1: account.appid: is missing");
    CHECK(Home("[account]\nname = \"oa\"\n").fault() == "1: account: must be written as [[account]]");
    CHECK(Home("[server\n").faults().size() == 1);
}

TEST_CASE("all faults are reported at once, in the order of their lines") {
    const Home home("[server]\nport = -1\nworkers = 0\n[redis]\ncolour = 1\n");
    const auto lines = home.faults();
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].find(":2: server.port") != std::string::npos);
    CHECK(lines[1].find(":3: server.workers") != std::string::npos);
    CHECK(lines[2].find(":5: redis.colour") != std::string::npos);
}

TEST_CASE("a file that is not there is named") {
    const Home home("");
    std::filesystem::remove(home.file());
    CHECK(home.fault() == " cannot be read");
}

TEST_CASE("accounts must have names of their own, and others may only name accounts that exist") {
    CHECK(Home(kAccount + kAccount).fault() == " account \"oa\" is there twice");
    CHECK(Home(kAccount + "[column]\naccount = \"mp\"\n").fault() ==
          " column.account \"mp\" is no official account below");
    CHECK(Home(kAccount + "[[notice]]\nname = \"n\"\naccount = \"x\"\ntemplate_id = \"t\"\nfields = {}\n").fault() ==
          " notice \"n\": no [[account]] is called \"x\"");
}

TEST_CASE("generated secrets complete a configuration, and are written once") {
    const Home home(kAccount);
    SystemRandom random;
    CHECK(home.faults(SecretsPolicy::required).size() == 1);
    CHECK(generate_secrets(home.path("var/secrets.toml"), {"oa"}, random));
    struct stat info {};
    REQUIRE(::stat(home.text("var/secrets.toml").c_str(), &info) == 0);
    CHECK((info.st_mode & 0777U) == 0600);

    const auto config = load_config(home.file());
    CHECK(config.account("oa")->aes_key.reveal().size() == 43);
    CHECK(config.keys.encryption.contains(config.keys.active));
    CHECK(config.keys.lookup.reveal().size() == 64);

    const auto before = read_file(home.path("var/secrets.toml"));
    CHECK_FALSE(generate_secrets(home.path("var/secrets.toml"), {"oa"}, random));
    CHECK(read_file(home.path("var/secrets.toml")) == before);
}

TEST_CASE("a secrets file that others may read stops the start") {
    const Home home(kAccount);
    SystemRandom random;
    generate_secrets(home.path("var/secrets.toml"), {"oa"}, random);
    ::chmod(home.text("var/secrets.toml").c_str(), 0640);
    const auto lines = home.faults(SecretsPolicy::required);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].find("group or others may read it") != std::string::npos);
}

TEST_CASE("a secret that is missing or malformed is named, never shown") {
    const Home home(kAccount);
    std::filesystem::create_directories(home.path("var"));
    std::ofstream(home.path("var/secrets.toml"))
        << "[keys]\nactive = \"k2\"\nlookup = \"zz\"\n[keys.encryption]\nk1 = \"0123\"\n"
           "[account.oa]\nsecret = \"s3cr3t\"\naes_key = \"hush\"\n[account.mp]\ntoken = \"x\"\n";
    ::chmod(home.text("var/secrets.toml").c_str(), 0600);
    CHECK(home.fault() == home.text("var/secrets.toml") + ":9: account.mp: no [[account]] of that name");

    std::ofstream(home.path("var/secrets.toml"))
        << "[keys]\nactive = \"k2\"\nlookup = \"zz\"\n[keys.encryption]\nk1 = \"0123\"\n"
           "[account.oa]\nsecret = \"s3cr3t\"\naes_key = \"hush\"\n";
    const auto lines = home.faults(SecretsPolicy::required);
    CHECK(lines.size() == 5);
    for (const auto& line : lines) {
        CHECK(line.find("s3cr3t") == std::string::npos);
        CHECK(line.find("hush") == std::string::npos);
        CHECK(line.find("0123") == std::string::npos);
    }
}

TEST_CASE("the environment wins over the files") {
    const Home home(kAccount);
    SystemRandom random;
    generate_secrets(home.path("var/secrets.toml"), {"oa"}, random);
    CHECK(environment_name("town-3", "aes_key") == "LEAGUE_SECRET_TOWN_3_AES_KEY");
    ::setenv("LEAGUE_SECRET_OA_TOKEN", "fromoutside", 1);
    ::setenv("LEAGUE_SECRET_KEYS_ACTIVE", "k9", 1);
    ::setenv("LEAGUE_SECRET_KEYS_ENCRYPTION", ("k9:" + std::string(64, '9')).c_str(), 1);
    const auto config = load_config(home.file());
    ::unsetenv("LEAGUE_SECRET_OA_TOKEN");
    ::unsetenv("LEAGUE_SECRET_KEYS_ACTIVE");
    ::unsetenv("LEAGUE_SECRET_KEYS_ENCRYPTION");
    CHECK(config.account("oa")->token.reveal() == "fromoutside");
    CHECK(config.keys.active == "k9");
    CHECK(config.keys.encryption.size() == 2);
}

TEST_CASE("the committed file is good, and has a line for every key") {
    const std::filesystem::path source(league::test::source_dir());
    const auto written = read_file(source / "config" / "league.toml");
    CHECK(Home(written).faults().empty());
    // "#[[robot]]" and "#name = ..." are settings to be taken in; a comment has a space behind its sign.
    const auto committed = std::regex_replace(written, std::regex("\n#(?=[a-z\\[])"), "\n");
    CHECK(Home(committed).faults().empty());
    std::string section;
    std::istringstream example(example_config());
    for (std::string line; std::getline(example, line);) {
        if (line.starts_with("[")) section = line;
        const auto equals = line.find(" = ");
        if (line.starts_with("#") || equals == std::string::npos) continue;
        const auto from = committed.find("\n" + section + "\n");
        REQUIRE(from != std::string::npos);
        const auto to = committed.find("\n[", from + 2);
        const auto key = "\n" + line.substr(0, equals) + " = ";
        CAPTURE(section, key);
        const auto found = committed.find(key, from);
        CHECK((found != std::string::npos && (to == std::string::npos || found < to)));
    }
}

TEST_CASE("the page about the configuration is the one printed from the list of keys") {
    const auto page = read_file(std::filesystem::path(league::test::source_dir()) / "docs" / "configuration.md");
    CHECK(page.ends_with(describe_config()));
}
