#include "lib/platform/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <memory>

#include "lib/base/text.hpp"
#include "lib/platform/clock_system.hpp"

namespace league::log {

namespace {

constexpr std::size_t kMaxValue = 2000;

std::string_view name_of(Level level) {
    switch (level) {
        case Level::debug: return "debug";
        case Level::info: return "info";
        case Level::warning: return "warning";
        case Level::error: return "error";
    }
    return "";
}

/// The part of JSON that a text value needs; text lines use the same so that no value can begin a line of its own.
std::string escaped(std::string_view text) {
    const bool cut = text.size() > kMaxValue;
    const auto shown = text.substr(0, kMaxValue);
    // A cut in the middle of a character makes the text invalid, so its bytes are looked at one by one then.
    const bool valid = text::is_valid_utf8(shown);
    std::string out;
    for (const char c : shown) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !valid)) {
            std::array<char, 8> code{};
            std::snprintf(code.data(), code.size(), "\\u%04x", byte);
            out += code.data();
        } else {
            out += c;
        }
    }
    return cut ? out + "..." : out;
}

/// RFC 3339 in China's time, as everywhere in this program.
std::string timestamp(Instant when) {
    using namespace std::chrono;
    const auto local = when + hours(8);
    const auto day = floor<days>(local);
    const year_month_day date(day);
    const hh_mm_ss time(local - day);
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03d+08:00", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return text.data();
}

struct Global {
    std::shared_ptr<spdlog::logger> logger;
    std::string program = "league";
    std::atomic<Level> level{Level::info};
    std::atomic<Format> format{Format::text};

    Global() : logger(std::make_shared<spdlog::logger>("league", std::make_shared<spdlog::sinks::stdout_sink_mt>())) {
        logger->set_pattern("%v");
        logger->set_level(spdlog::level::trace);
        // What a killed program wrote last is what its operator looks for.
        logger->flush_on(spdlog::level::trace);
    }
};

/// Never destroyed: threads that end late may still write.
Global& global() {
    static auto* const one = new Global;
    return *one;
}

}  // namespace

std::string format_line(Format format, Instant when, Level level, std::string_view program, std::string_view message,
                        Fields fields) {
    std::string line;
    if (format == Format::json) {
        line = "{\"time\":\"" + timestamp(when) + "\",\"level\":\"" + std::string(name_of(level)) +
               "\",\"program\":\"" + escaped(program) + "\",\"message\":\"" + escaped(message) + "\"";
        for (const auto& field : fields) {
            const auto value = field.quoted() ? "\"" + escaped(field.value()) + "\"" : field.value();
            line += ",\"" + escaped(field.name()) + "\":" + value;
        }
        return line + "}";
    }
    line = timestamp(when) + " " + std::string(name_of(level)) + " " + escaped(program) + ": " + escaped(message);
    for (const auto& field : fields) {
        const auto value = field.quoted() ? "\"" + escaped(field.value()) + "\"" : field.value();
        line += " " + escaped(field.name()) + "=" + value;
    }
    return line;
}

void set_up(std::string_view program, std::string_view level, std::string_view format) {
    auto& g = global();
    g.program = program;
    for (const auto known : {Level::debug, Level::info, Level::warning, Level::error}) {
        if (name_of(known) == level) g.level = known;
    }
    g.format = format == "json" ? Format::json : Format::text;
}

bool is_on(Level level) {
    return level >= global().level.load();
}

void write(Level level, std::string_view message, Fields fields) {
    auto& g = global();
    if (!is_on(level)) return;
    g.logger->log(spdlog::level::info, "{}",
                  format_line(g.format, SystemClock().now(), level, g.program, message, fields));
}

}  // namespace league::log
