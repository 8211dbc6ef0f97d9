// The project's own files as text, for checks that no compiler makes. Not for tests of behaviour.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace league::checks {

struct SourceFile {
    std::string path;  // from the project root, with '/'
    std::string text;
};

std::filesystem::path project_root();

/// All files below the folders (or the files themselves) that have one of the endings; no endings means all.
/// Leaves out what is built, fetched or kept: build, var, node_modules, .git.
std::vector<SourceFile> files_in(const std::vector<std::string>& places, const std::vector<std::string>& endings = {});

/// C++ sources and headers of the programs, without tests.
std::vector<SourceFile> program_sources();

/// The same text with comments blanked out, line breaks kept. Understands strings, characters and raw strings.
std::string without_comments(std::string_view code);

std::vector<std::string> lines_of(std::string_view text);

bool starts_with_any(std::string_view text, const std::vector<std::string>& beginnings);

/// "path:line" for messages.
std::string place(const SourceFile& file, std::size_t line_index);

/// Findings as one message, one a line.
std::string listed(const std::vector<std::string>& findings);

}  // namespace league::checks
