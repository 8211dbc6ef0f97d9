// One request to the simulator and its answer, free of any HTTP library.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace league::sim {

/// Keeps the order of members, as WeChat's own answers and pushes have one.
using Json = nlohmann::ordered_json;

struct UploadedFile {
    std::string field;
    std::string filename;
    std::string bytes;
};

struct Call {
    std::string method;
    std::string path;
    std::map<std::string, std::string> query;
    std::string body;
    std::vector<UploadedFile> files;
    std::string remote;

    /// The query value, or an empty text.
    std::string value(const std::string& name) const {
        const auto found = query.find(name);
        return found == query.end() ? std::string() : found->second;
    }
};

struct Answer {
    int status = 200;
    std::string type = "application/json; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    bool hang_up = false;  ///< close the connection instead of answering
};

/// Raw UTF-8, no escapes of Chinese.
std::string dump(const Json& json);
Answer json_answer(const Json& json, int status = 200);

}  // namespace league::sim
