// Files of a folder under a prefix of the address: the phone page, the console, the column's pictures.
// Small files only (they are read whole); big downloads and thousands of readers belong to nginx.
#pragma once

#include <filesystem>
#include <string>

#include "lib/http/router.hpp"

namespace league::http {

struct StaticFiles {
    std::string prefix;                      ///< "/console/", ending in '/'; without the slash redirects there
    std::filesystem::path folder;            ///< may come into being later
    std::string cache_control = "no-cache";  ///< for all but HTML, which is always "no-cache"
    Headers headers = {};                    ///< sent with every file, e.g. a content security policy
};

/// Serves GET and HEAD with content type, ETag and 304. Names that begin with a dot, leave the folder (also
/// by a link) or are no plain file are not found; "/" and names ending in it serve index.html.
void mount(Router& router, StaticFiles files);

/// By file name; "application/octet-stream" when unknown.
std::string content_type_of(const std::filesystem::path& file);

}  // namespace league::http
