// Files of a folder under a prefix of the address: the phone page, the console, the column's pictures.
// Small files only (they are read whole); big downloads and thousands of readers belong to nginx.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "lib/http/router.hpp"

namespace league::http {

struct StaticFiles {
    std::string prefix;            ///< "/console/", ending in '/'; without the slash redirects there
    std::filesystem::path folder;  ///< may come into being later
    /// Folders directly below whose file names change with the content ("assets"): browsers keep those files for a
    /// year and never ask again. All others are asked about each time (ETag).
    std::vector<std::string> hashed_folders = {};
    Headers headers = {};                            ///< sent with every file, e.g. a content security policy
    std::optional<Response> no_page = std::nullopt;  ///< answered at the prefix itself while it has no index.html
};

/// Serves GET and HEAD with content type, ETag and 304. Names that begin with a dot, leave the folder (also
/// by a link) or are no plain file are not found; "/" and names ending in it serve index.html. Where "x.js.br" or
/// "x.js.gz" lies beside "x.js" and is not older, whoever accepts br or gzip gets it.
void mount(Router& router, StaticFiles files);

/// By file name; "application/octet-stream" when unknown.
std::string content_type_of(const std::filesystem::path& file);

}  // namespace league::http
