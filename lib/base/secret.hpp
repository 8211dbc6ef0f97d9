// A text that must not be streamed, logged or put into JSON; reading it takes a named call.
#pragma once

#include <string>
#include <utility>

namespace league {

class Secret {
public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}

    const std::string& reveal() const { return text_; }
    bool empty() const { return text_.empty(); }

    bool operator==(const Secret&) const = default;

private:
    std::string text_;
};

}  // namespace league
