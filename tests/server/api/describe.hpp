// The served OpenAPI document as a judge: is this route described, and does this body keep to its schema? Knows the
// part of JSON Schema that the document uses, and stops at any word that it does not know.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/served_world.hpp"

namespace league::test {

class Description {
public:
    explicit Description(nlohmann::json document) : document_(std::move(document)) {}
    /// As the service gives it.
    static Description of(ServedWorld& served);

    const nlohmann::json& document() const { return document_; }
    /// (method, path) of every operation.
    std::vector<std::pair<std::string, std::string>> operations() const;

    /// What is wrong with an answer by what the document says; empty when nothing is.
    std::vector<std::string> faults_of_answer(const std::string& method, const std::string& pattern,
                                              const Served& answer) const;
    /// The same for a body that is sent.
    std::vector<std::string> faults_of_request(const std::string& method, const std::string& pattern,
                                               const nlohmann::json& body) const;
    std::vector<std::string> faults(const nlohmann::json& schema, const nlohmann::json& value) const;

private:
    const nlohmann::json& resolved(const nlohmann::json& maybe_reference) const;
    void check(const nlohmann::json& schema, const nlohmann::json& value, const std::string& at,
               std::vector<std::string>& found) const;

    nlohmann::json document_;
};

}  // namespace league::test
