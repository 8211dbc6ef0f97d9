// What a template is filled with: a text, a yes/no, a list or named values. The program's own type, so that
// the template library stays inside template.cpp.
#pragma once

#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "lib/base/problem.hpp"

namespace league {

class TemplateData {
public:
    using List = std::vector<TemplateData>;
    using Object = std::map<std::string, TemplateData>;

    TemplateData() : value_(Object{}) {}
    TemplateData(std::string text) : value_(std::move(text)) {}
    TemplateData(const char* text) : value_(std::string(text)) {}
    TemplateData(List list) : value_(std::move(list)) {}
    TemplateData(Object object) : value_(std::move(object)) {}
    TemplateData(const Values& values);
    /// Exactly bool: a number or a pointer does not slip in as a yes.
    template <typename T>
    requires std::is_same_v<T, bool> TemplateData(T yes) : value_(yes) {}

    /// Adds one name to an object; answers itself, so that calls chain.
    TemplateData& set(std::string name, TemplateData value);

    const std::variant<std::string, bool, List, Object>& value() const { return value_; }

private:
    std::variant<std::string, bool, List, Object> value_;
};

}  // namespace league
