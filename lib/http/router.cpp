#include "lib/http/router.hpp"

#include <algorithm>
#include <list>
#include <optional>
#include <set>
#include <utility>

#include "lib/base/text.hpp"
#include "lib/http/url.hpp"

namespace league::http {

namespace {

constexpr std::size_t kMaxCapture = 128;
constexpr std::size_t kMaxRest = 512;

struct Segment {
    std::string text;  ///< the literal, or the name of the capture
    bool capture = false;
};

std::vector<std::string_view> cut(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const auto end = path.find('/');
        parts.push_back(path.substr(0, end));
        if (end == std::string_view::npos) break;
        path.remove_prefix(end + 1);
        if (path.empty()) parts.emplace_back();
    }
    return parts;
}

[[noreturn]] void refuse_route(std::string key, const std::string& method, const std::string& pattern) {
    throw Problem(ProblemCode::internal, std::move(key)).with_details(method + " " + pattern);
}

std::vector<Segment> parse_pattern(const std::string& method, const std::string& pattern) {
    if (pattern.empty() || pattern.front() != '/') refuse_route("bad_route", method, pattern);
    std::vector<Segment> segments;
    std::set<std::string> names;
    for (const auto part : cut(std::string_view(pattern).substr(1))) {
        const bool braces = part.size() >= 2 && part.front() == '{' && part.back() == '}';
        const auto text = braces ? part.substr(1, part.size() - 2) : part;
        if (text.find_first_of("{}%?#*") != std::string_view::npos) refuse_route("bad_route", method, pattern);
        if (braces && (text.empty() || !names.emplace(text).second)) refuse_route("bad_route", method, pattern);
        segments.push_back({std::string(text), braces});
    }
    return segments;
}

bool is_clean(std::string_view text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }) &&
           text::is_valid_utf8(text);
}

std::optional<std::string> read_capture(std::string_view raw, std::size_t limit) {
    if (raw.size() > limit * 3) return std::nullopt;
    auto decoded = percent_decode(raw);
    if (!decoded || decoded->size() > limit || !is_clean(*decoded)) return std::nullopt;
    return decoded;
}

struct Entry {
    Route route;
    std::vector<Segment> segments;
};

bool same_shape(const Entry& a, const Entry& b) {
    return a.route.method == b.route.method && std::equal(a.segments.begin(), a.segments.end(), b.segments.begin(),
                                                          b.segments.end(), [](const Segment& x, const Segment& y) {
                                                              return x.capture == y.capture &&
                                                                     (x.capture || x.text == y.text);
                                                          });
}

/// Plain text before captures, from left to right.
bool more_literal(const Entry& a, const Entry& b) {
    for (std::size_t i = 0; i < std::min(a.segments.size(), b.segments.size()); ++i) {
        if (a.segments[i].capture != b.segments[i].capture) return !a.segments[i].capture;
    }
    return false;
}

std::optional<Query> match(const Entry& entry, const std::vector<std::string_view>& parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!entry.segments[i].capture && entry.segments[i].text != parts[i]) return std::nullopt;
    }
    Query captures;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!entry.segments[i].capture) continue;
        auto value = read_capture(parts[i], kMaxCapture);
        if (!value || value->empty()) return std::nullopt;
        captures.emplace_back(entry.segments[i].text, std::move(*value));
    }
    return captures;
}

std::string join(const std::set<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

}  // namespace

struct Router::Table {
    std::list<Entry> entries;                            // addresses must stay
    std::map<std::size_t, std::vector<Entry*>> by_size;  // number of segments -> most literal first
    std::vector<Entry*> prefixes;                        // longest first
    std::vector<std::pair<std::string, std::string>> listing;
};

Router::Router() : table_(std::make_unique<Table>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(std::string method, std::string pattern, Handler handler, RouteOptions options) {
    Entry entry{{method, pattern, std::move(handler), options}, parse_pattern(method, pattern)};
    auto& rivals = table_->by_size[entry.segments.size()];
    for (const Entry* other : rivals) {
        if (same_shape(*other, entry)) refuse_route("duplicate_route", method, pattern);
    }
    table_->listing.emplace_back(method, pattern);
    table_->entries.push_back(std::move(entry));
    rivals.push_back(&table_->entries.back());
    std::stable_sort(rivals.begin(), rivals.end(), [](const Entry* a, const Entry* b) { return more_literal(*a, *b); });
}

void Router::add_prefix(std::string prefix, Handler handler) {
    if (prefix.empty() || prefix.front() != '/' || prefix.back() != '/') refuse_route("bad_route", "GET", prefix);
    for (const Entry* other : table_->prefixes) {
        if (other->route.pattern == prefix) refuse_route("duplicate_route", "GET", prefix);
    }
    table_->listing.emplace_back("GET", prefix + "{rest...}");
    table_->entries.push_back(Entry{{"GET", std::move(prefix), std::move(handler), {}}, {}});
    auto& prefixes = table_->prefixes;
    prefixes.push_back(&table_->entries.back());
    std::stable_sort(prefixes.begin(), prefixes.end(),
                     [](const Entry* a, const Entry* b) { return a->route.pattern.size() > b->route.pattern.size(); });
}

std::vector<std::pair<std::string, std::string>> Router::routes() const {
    return table_->listing;
}

Router::Match Router::find(std::string_view method, std::string_view raw_path) const {
    const std::string_view wanted = method == "HEAD" ? "GET" : method;
    std::set<std::string> allowed;
    if (!raw_path.empty() && raw_path.front() == '/') {
        const auto parts = cut(raw_path.substr(1));
        const auto rivals = table_->by_size.find(parts.size());
        if (rivals != table_->by_size.end()) {
            for (const Entry* entry : rivals->second) {
                auto captures = match(*entry, parts);
                if (!captures) continue;
                if (entry->route.method == wanted) return {&entry->route, std::move(*captures)};
                allowed.insert(entry->route.method);
            }
        }
        for (const Entry* entry : table_->prefixes) {
            if (!raw_path.starts_with(entry->route.pattern)) continue;
            auto rest = read_capture(raw_path.substr(entry->route.pattern.size()), kMaxRest);
            if (!rest) continue;
            if (wanted == "GET") return {&entry->route, {{"rest", std::move(*rest)}}};
            allowed.insert("GET");
        }
    }
    if (allowed.empty()) throw HttpProblem(404, ProblemCode::not_found, "not_found");
    if (allowed.contains("GET")) allowed.insert("HEAD");
    throw HttpProblem(405, ProblemCode::invalid_input, "method_not_allowed", {{"Allow", join(allowed)}});
}

}  // namespace league::http
