// Who may include whom (docs/ARCHITECTURE.md, "The picture"): the arrows point downwards, neighbours never meet,
// and each third-party library has one door.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <optional>

#include "tests/checks/source_tree.hpp"

using namespace league::checks;

namespace {

struct Layer {
    std::string folder;
    std::vector<std::string> may_include;
};

const std::vector<std::string> kBelowApp{"lib/base/",   "lib/domain/",    "lib/http/", "lib/storage/",
                                         "lib/wechat/", "lib/documents/", "lib/app/",  "lib/platform/"};

std::vector<std::string> below_app_and(const std::string& own) {
    std::vector<std::string> all = kBelowApp;
    all.push_back(own);
    return all;
}

// The first folder that fits counts, so the narrow ones stand first.
const std::vector<Layer>& layers() {
    static const std::vector<Layer> kLayers{
        {"lib/base/", {"lib/base/"}},
        {"lib/domain/", {"lib/base/", "lib/domain/"}},
        {"lib/http/", {"lib/base/", "lib/domain/", "lib/http/"}},
        {"lib/platform/", {"lib/base/", "lib/domain/", "lib/platform/"}},
        {"lib/storage/", {"lib/base/", "lib/domain/", "lib/storage/"}},
        {"lib/documents/", {"lib/base/", "lib/domain/", "lib/documents/"}},
        {"lib/wechat/", {"lib/base/", "lib/domain/", "lib/http/", "lib/wechat/"}},
        {"lib/app/", kBelowApp},
        {"server/", below_app_and("server/")},
        {"bot/", below_app_and("bot/")},
        {"tools/leaguectl/", below_app_and("tools/leaguectl/")},
        // It plays the other side: it knows the wire and its cryptography, never our data or rules.
        {"tools/wechat_sim/",
         {"lib/base/", "lib/http/", "lib/platform/", "lib/wechat/crypto.hpp", "lib/wechat/html.hpp",
          "tools/wechat_sim/"}},
    };
    return kLayers;
}

struct Door {
    std::string header;  // how the include begins
    std::vector<std::string> open_to;
};

const std::vector<Door>& doors() {
    static const std::vector<Door> kDoors{
        {"httplib.h", {"lib/http/"}},
        {"SQLiteCpp/", {"lib/storage/sqlite/"}},
        {"sqlite3.h", {"lib/storage/sqlite/"}},
        {"hiredis/", {"lib/platform/cache_redis.cpp"}},
        {"openssl/", {"lib/platform/crypto.cpp", "lib/platform/random.cpp", "lib/wechat/crypto.cpp"}},
        {"pugixml.hpp", {"lib/wechat/", "lib/documents/", "tools/wechat_sim/"}},
        {"kainjow/", {"lib/documents/"}},
        {"zip.h", {"lib/documents/"}},
        {"xlsxwriter", {"lib/documents/"}},
        {"nlohmann/", {"server/", "tools/", "lib/wechat/", "lib/storage/", "lib/http/"}},
        {"toml++/", {"lib/platform/config", "lib/documents/phrases.cpp"}},
        {"spdlog/", {"lib/platform/"}},
        {"prometheus/", {"lib/platform/"}},
        {"CLI/", {"server/main.cpp", "bot/main.cpp", "tools/"}},
    };
    return kDoors;
}

struct Include {
    std::string name;
    bool quoted;
    std::size_t line;
};

std::vector<Include> includes_of(const SourceFile& file) {
    std::vector<Include> found;
    const auto lines = lines_of(file.text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string& line = lines[i];
        if (!line.starts_with("#include")) continue;
        const std::size_t open = line.find_first_of("<\"");
        if (open == std::string::npos) continue;
        const std::size_t close = line.find_first_of(">\"", open + 1);
        found.push_back({line.substr(open + 1, close - open - 1), line[open] == '"', i});
    }
    return found;
}

const Layer* layer_of(const std::string& path) {
    for (const Layer& layer : layers())
        if (path.starts_with(layer.folder)) return &layer;
    return nullptr;
}

}  // namespace

TEST_CASE("every include follows the arrows of the picture") {
    std::vector<std::string> findings;
    for (const SourceFile& file : program_sources()) {
        const Layer* layer = layer_of(file.path);
        if (layer == nullptr) {
            findings.push_back(file.path + " lies in no known layer");
            continue;
        }
        for (const Include& include : includes_of(file)) {
            if (include.quoted && !starts_with_any(include.name, layer->may_include))
                findings.push_back(place(file, include.line) + " may not include " + include.name);
        }
    }
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("each third-party library is met behind its one door") {
    std::vector<std::string> findings;
    for (const SourceFile& file : program_sources()) {
        for (const Include& include : includes_of(file)) {
            for (const Door& door : doors()) {
                if (include.name.starts_with(door.header) && !starts_with_any(file.path, door.open_to))
                    findings.push_back(place(file, include.line) + " is no door to " + include.name);
            }
        }
    }
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("a third-party header is listed with its door") {
    std::vector<std::string> findings;
    for (const SourceFile& file : program_sources()) {
        for (const Include& include : includes_of(file)) {
            if (include.quoted) continue;
            // The standard library has no dot and no slash; the system's headers are these.
            const bool standard = include.name.find_first_of("./") == std::string::npos;
            const bool system = starts_with_any(include.name, {"sys/", "netinet/", "arpa/", "netdb.h", "linux/"}) ||
                                (include.name.find('/') == std::string::npos && include.name.ends_with(".h") &&
                                 include.name != "httplib.h" && include.name != "sqlite3.h");
            const bool known = std::any_of(doors().begin(), doors().end(),
                                           [&](const Door& door) { return include.name.starts_with(door.header); });
            if (!standard && !system && !known)
                findings.push_back(place(file, include.line) + " meets an unlisted library: " + include.name);
        }
    }
    INFO(listed(findings));
    CHECK(findings.empty());
}
