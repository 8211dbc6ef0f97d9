#include "tests/checks/source_tree.hpp"
#include "tests/support/places.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace league::checks {

namespace fs = std::filesystem;

namespace {

bool is_left_out(const fs::path& folder) {
    const std::string name = folder.filename().string();
    return name == "build" || name == "var" || name == "node_modules" || name == ".git" || name == ".cache";
}

bool has_ending(const std::string& path, const std::vector<std::string>& endings) {
    if (endings.empty()) return true;
    return std::any_of(endings.begin(), endings.end(),
                       [&](const std::string& ending) { return path.ends_with(ending); });
}

void add_file(const fs::path& path, std::vector<SourceFile>& out) {
    std::ifstream in(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    out.push_back({fs::relative(path, project_root()).generic_string(), std::move(text)});
}

// Copies one string or character literal as it stands; `at` is on its first quote and ends behind its last.
void copy_quoted(std::string_view code, std::size_t& at, std::string& out) {
    const char quote = code[at];
    out += code[at++];
    while (at < code.size() && code[at] != quote && code[at] != '\n') {
        if (code[at] == '\\' && at + 1 < code.size()) out += code[at++];
        out += code[at++];
    }
    if (at < code.size()) out += code[at++];
}

void copy_raw_string(std::string_view code, std::size_t& at, std::string& out) {
    const std::size_t open = code.find('(', at);
    const std::string close = ")" + std::string(code.substr(at + 2, open - at - 2)) + "\"";
    std::size_t end = code.find(close, open);
    end = end == std::string_view::npos ? code.size() : end + close.size();
    out += code.substr(at, end - at);
    at = end;
}

bool is_word(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

}  // namespace

fs::path project_root() {
    return league::test::source_dir();
}

std::vector<SourceFile> files_in(const std::vector<std::string>& places, const std::vector<std::string>& endings) {
    std::vector<SourceFile> found;
    for (const std::string& name : places) {
        const fs::path start = project_root() / name;
        if (fs::is_regular_file(start)) add_file(start, found);
        if (!fs::is_directory(start)) continue;
        for (auto walk = fs::recursive_directory_iterator(start); walk != fs::recursive_directory_iterator(); ++walk) {
            if (walk->is_directory() && is_left_out(walk->path())) {
                walk.disable_recursion_pending();
            } else if (walk->is_regular_file() && has_ending(walk->path().string(), endings)) {
                add_file(walk->path(), found);
            }
        }
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return found;
}

std::vector<SourceFile> program_sources() {
    return files_in({"lib", "server", "bot", "tools"}, {".cpp", ".hpp"});
}

std::string without_comments(std::string_view code) {
    std::string out;
    out.reserve(code.size());
    std::size_t at = 0;
    while (at < code.size()) {
        const std::string_view rest = code.substr(at);
        if (rest.starts_with("//")) {
            at = std::min(code.find('\n', at), code.size());
        } else if (rest.starts_with("/*")) {
            const std::size_t end = std::min(code.find("*/", at + 2), code.size() - 2) + 2;
            for (; at < end; ++at)
                if (code[at] == '\n') out += '\n';
        } else if (rest.starts_with("R\"")) {
            copy_raw_string(code, at, out);
        } else if (code[at] == '\'' && at > 0 && is_word(code[at - 1])) {
            out += code[at++];  // the separator in 1'000
        } else if (code[at] == '"' || code[at] == '\'') {
            copy_quoted(code, at, out);
        } else {
            out += code[at++];
        }
    }
    return out;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

bool starts_with_any(std::string_view text, const std::vector<std::string>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const std::string& beginning) { return text.starts_with(beginning); });
}

std::string place(const SourceFile& file, std::size_t line_index) {
    return file.path + ":" + std::to_string(line_index + 1);
}

std::string listed(const std::vector<std::string>& findings) {
    std::string out = std::to_string(findings.size()) + " found";
    for (const std::string& finding : findings) out += "\n  " + finding;
    return out;
}

}  // namespace league::checks
