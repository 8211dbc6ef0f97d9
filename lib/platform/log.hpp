// One line for what happened, for operators and machines: a fixed English message and named values. The one
// global of the program; set up at the top of main, usable from any thread before and after.
//
// Never give it names, telephone numbers, openids or message texts of people. A Secret does not compile.
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

#include "lib/base/clock.hpp"
#include "lib/base/secret.hpp"

namespace league::log {

enum class Level { debug, info, warning, error };
enum class Format { json, text };

/// A named value.
class Field {
public:
    Field(std::string_view name, std::string_view value) : name_(name), value_(value), quoted_(true) {}
    Field(std::string_view name, const char* value) : Field(name, std::string_view(value)) {}
    Field(std::string_view name, const std::string& value) : Field(name, std::string_view(value)) {}
    Field(std::string_view name, bool value) : name_(name), value_(value ? "true" : "false"), quoted_(false) {}
    template <typename Number>
    requires(std::integral<Number> || std::floating_point<Number>) Field(std::string_view name, Number value)
        : name_(name), value_(std::to_string(value)), quoted_(false) {}
    Field(std::string_view name, const Secret& value) = delete;

    const std::string& name() const { return name_; }
    const std::string& value() const { return value_; }
    bool quoted() const { return quoted_; }

private:
    std::string name_;
    std::string value_;
    bool quoted_;
};
using Fields = std::initializer_list<Field>;

/// Before it is called lines of `info` and above go out as text. Level and format by their names in the configuration
/// ("info", "json"); an unknown name keeps the default.
void set_up(std::string_view program, std::string_view level, std::string_view format);
bool is_on(Level level);

void write(Level level, std::string_view message, Fields fields = {});
inline void debug(std::string_view message, Fields fields = {}) {
    write(Level::debug, message, fields);
}
inline void info(std::string_view message, Fields fields = {}) {
    write(Level::info, message, fields);
}
inline void warning(std::string_view message, Fields fields = {}) {
    write(Level::warning, message, fields);
}
inline void error(std::string_view message, Fields fields = {}) {
    write(Level::error, message, fields);
}

/// The line itself, without the line's end. Control characters and what is no UTF-8 are escaped; a value is cut after
/// 2,000 bytes.
std::string format_line(Format format, Instant when, Level level, std::string_view program, std::string_view message,
                        Fields fields);

}  // namespace league::log
