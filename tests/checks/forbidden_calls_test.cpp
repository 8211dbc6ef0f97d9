// Calls that no test could steer: time, chance and sleep come in through Clock, Random and lib/platform.
#include <catch2/catch.hpp>

#include "tests/checks/source_tree.hpp"

using namespace league::checks;

namespace {

struct Forbidden {
    std::string call;
    std::vector<std::string> allowed_in;
    std::string use_instead;
};

const std::vector<Forbidden>& forbidden() {
    static const std::vector<Forbidden> kForbidden{
        {"system_clock::now", {"lib/platform/"}, "the Clock that is passed in"},
        {"time(nullptr)", {"lib/platform/"}, "the Clock that is passed in"},
        {"time(NULL)", {"lib/platform/"}, "the Clock that is passed in"},
        {"gettimeofday", {"lib/platform/"}, "the Clock that is passed in"},
        {"rand(", {"lib/platform/"}, "the Random that is passed in"},
        {"random_device", {"lib/platform/"}, "the Random that is passed in"},
        {"mt19937", {"lib/platform/"}, "the Random that is passed in"},
        {"sleep_for", {"lib/platform/"}, "Waiter in lib/platform, which a stop can wake"},
        {"sleep_until", {"lib/platform/"}, "Waiter in lib/platform, which a stop can wake"},
        {"usleep(", {"lib/platform/"}, "Waiter in lib/platform, which a stop can wake"},
        {"localtime", {}, "lib/domain/beijing_time.hpp; the machine's time zone means nothing here"},
        {"std::system(", {}, "lib/documents/child_process.hpp, which has limits and no shell"},
        {"popen(", {}, "lib/documents/child_process.hpp, which has limits and no shell"},
        {"std::cout", {"server/main.cpp", "bot/main.cpp", "tools/"}, "the log; only commands speak to a terminal"},
    };
    return kForbidden;
}

bool begins_a_word(const std::string& line, std::size_t at) {
    if (at == 0) return true;
    const char before = line[at - 1];
    return std::isalnum(static_cast<unsigned char>(before)) == 0 && before != '_';
}

}  // namespace

TEST_CASE("nothing outside lib/platform asks the machine for time, chance or sleep") {
    std::vector<std::string> findings;
    for (const SourceFile& file : program_sources()) {
        const auto lines = lines_of(without_comments(file.text));
        for (std::size_t i = 0; i < lines.size(); ++i) {
            for (const Forbidden& rule : forbidden()) {
                const std::size_t at = lines[i].find(rule.call);
                if (at == std::string::npos || !begins_a_word(lines[i], at)) continue;
                if (!starts_with_any(file.path, rule.allowed_in))
                    findings.push_back(place(file, i) + " calls " + rule.call + "; use " + rule.use_instead);
            }
        }
    }
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("no test sleeps") {
    std::vector<std::string> findings;
    for (const SourceFile& file : files_in({"tests"}, {".cpp", ".hpp"})) {
        // Parts that wait for another process poll in tests/support; measuring programs are no tests.
        if (starts_with_any(file.path, {"tests/support/", "tests/bench/", "tests/checks/"})) continue;
        const auto lines = lines_of(without_comments(file.text));
        for (std::size_t i = 0; i < lines.size(); ++i) {
            for (const char* call : {"sleep_for", "sleep_until", "usleep("})
                if (lines[i].find(call) != std::string::npos)
                    findings.push_back(place(file, i) + " sleeps; wait for an event or move a ManualClock");
        }
    }
    INFO(listed(findings));
    CHECK(findings.empty());
}

TEST_CASE("comments are not mistaken for code") {
    CHECK(without_comments("a; // rand()\nb;") == "a; \nb;");
    CHECK(without_comments("a /* x\n y */ b") == "a \n b");
    CHECK(without_comments("s = \"// no comment\"; c = '\"'; // yes") == "s = \"// no comment\"; c = '\"'; ");
    CHECK(without_comments("R\"(// raw \" text)\"; // gone") == "R\"(// raw \" text)\"; ");
    CHECK(without_comments("1'000 // x") == "1'000 ");
}
