// A refusal as WeChat words it: a number and a text that ends in a rid. Thrown by the interfaces of api/, turned
// into the answer by gate.cpp.
#pragma once

#include <exception>
#include <string>

namespace league::sim {

class Refusal : public std::exception {
public:
    /// `text` replaces the usual errmsg of the code.
    explicit Refusal(int code, std::string text = {});

    int code() const { return code_; }
    const std::string& text() const { return text_; }
    const char* what() const noexcept override { return text_.c_str(); }

private:
    int code_;
    std::string text_;
};

/// The usual errmsg of a code, without the rid.
std::string usual_errmsg(int code);

}  // namespace league::sim
