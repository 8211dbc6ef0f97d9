#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "lib/base/text.hpp"
#include "lib/platform/config.hpp"

namespace league {

namespace fs = std::filesystem;

namespace {

std::string hex_key(Random& random, std::size_t bytes) {
    std::array<std::uint8_t, 32> raw{};
    random.fill(std::span(raw).first(bytes));
    return text::to_hex(std::string_view(reinterpret_cast<const char*>(raw.data()), bytes));
}

/// EncodingAESKey and token may hold letters and digits only.
std::string letters_and_digits(Random& random, std::size_t length) {
    static constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    std::string text;
    while (text.size() < length) {
        std::uint8_t byte = 0;
        random.fill(std::span(&byte, 1));
        // 248 is the largest multiple of 62 in a byte: beyond it some letters would come up more often.
        if (byte < 248) text += kAlphabet[byte % kAlphabet.size()];
    }
    return text;
}

std::string compose(const std::vector<std::string>& accounts, Random& random) {
    std::string text =
        "# Secrets of this installation: keep a copy where the backups are not. Without [keys] the sealed names and\n"
        "# telephone numbers of a backup cannot be read by anybody.\n\n"
        "[keys]\n"
        "# The key that seals new data; the others of [keys.encryption] still open old data.\n"
        "active = \"k1\"\n"
        "# Of the hashes by which people are found. Never changes.\n"
        "lookup = \"" +
        hex_key(random, 32) + "\"\n\n[keys.encryption]\nk1 = \"" + hex_key(random, 32) + "\"\n";
    for (const auto& account : accounts) {
        text += "\n# Made up, for wechat-sim. For the real WeChat put in what its console shows.\n[account." + account +
                "]\nsecret = \"" + hex_key(random, 16) + "\"\ntoken = \"" + letters_and_digits(random, 32) +
                "\"\naes_key = \"" + letters_and_digits(random, 43) + "\"\n";
    }
    return text;
}

[[noreturn]] void fail(const fs::path& file) {
    throw Problem(ProblemCode::internal, "secrets_not_written")
        .with_details(file.string() + ": " + std::strerror(errno));
}

}  // namespace

bool generate_secrets(const fs::path& file, const std::vector<std::string>& accounts, Random& random) {
    std::error_code failed;
    fs::create_directories(file.parent_path(), failed);
    const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (out < 0 && errno == EEXIST) return false;
    if (out < 0) fail(file);
    const auto text = compose(accounts, random);
    const bool written =
        ::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(out) == 0;
    ::close(out);
    if (!written) {
        // Half a file would be taken for a whole one at the next start.
        const int why = errno;
        ::unlink(file.c_str());
        errno = why;
        fail(file);
    }
    return true;
}

}  // namespace league
