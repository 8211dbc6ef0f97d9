#include "lib/documents/xml_records.hpp"

#include <algorithm>
#include <pugixml.hpp>
#include <utility>

namespace league {
namespace {

constexpr std::string_view kComment = "<!--";
constexpr std::string_view kCdata = "<![CDATA[";

std::string_view name_in(std::string_view markup) {
    markup.remove_prefix(1);
    return local_name(markup.substr(0, markup.find_first_of(" \t\r\n/>")));
}

}  // namespace

std::string_view local_name(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

XmlRecords::XmlRecords(std::vector<std::string> names, const SheetLimits& limits, Take take)
    : names_(std::move(names)), limits_(limits), take_(std::move(take)) {}

void XmlRecords::push(std::string_view bytes) {
    if (bytes.find('\0') != std::string_view::npos) throw FileRefused("sheet.xml_broken");
    while (!bytes.empty()) {
        if (state_ == State::text) {
            const std::size_t end = std::min(bytes.find('<'), bytes.size());
            add_text(bytes.substr(0, end));
            bytes.remove_prefix(end);
            if (bytes.empty()) return;
            state_ = State::markup;
            markup_.clear();
            quote_ = 0;
        }
        markup_ += bytes.front();
        bytes.remove_prefix(1);
        if (markup_.size() > limits_.record_bytes) throw FileRefused("sheet.record_too_large");
        if (!ends_markup()) {
            const bool in_tag = markup_.size() > 1 && markup_[1] != '!' && markup_[1] != '?';
            const char c = markup_.back();
            if (in_tag && quote_ != 0) {
                if (c == quote_) quote_ = 0;
            } else if (in_tag && (c == '"' || c == '\'')) {
                quote_ = c;
            }
            continue;
        }
        end_markup();
        state_ = State::text;
    }
}

void XmlRecords::finish() {
    if (state_ != State::text || depth_ != 0 || !seen_element_) throw FileRefused("sheet.xml_broken");
}

void XmlRecords::add_text(std::string_view text) {
    if (keeping_) keep(text);
}

bool XmlRecords::ends_markup() const {
    if (markup_.back() != '>') return false;
    const std::string_view markup = markup_;
    if (markup.starts_with(kComment)) return markup.size() >= 7 && markup.ends_with("-->");
    if (markup.starts_with(kCdata)) return markup.ends_with("]]>");
    if (markup.starts_with("<?")) return markup.size() >= 4 && markup.ends_with("?>");
    return quote_ == 0;
}

void XmlRecords::end_markup() {
    const std::string_view markup = markup_;
    if (markup.starts_with(kComment) || markup.starts_with("<?")) return;
    if (markup.starts_with(kCdata)) {
        if (keeping_) keep(markup);
        return;
    }
    if (markup.starts_with("<!")) throw FileRefused("sheet.xml_type");
    if (markup.starts_with("</")) {
        if (keeping_) keep(markup);
        close();
        return;
    }
    open(markup.ends_with("/>"));
}

void XmlRecords::open(bool closes_at_once) {
    seen_element_ = true;
    if (++depth_ > limits_.xml_depth) throw FileRefused("sheet.xml_too_deep");
    if (!keeping_ && std::find(names_.begin(), names_.end(), name_in(markup_)) != names_.end()) {
        keeping_ = true;
        kept_at_ = depth_ - 1;
        kept_.clear();
    }
    if (keeping_) keep(markup_);
    if (closes_at_once) close();
}

void XmlRecords::close() {
    if (depth_ == 0) throw FileRefused("sheet.xml_broken");
    --depth_;
    if (keeping_ && depth_ == kept_at_) hand_out();
}

void XmlRecords::hand_out() {
    keeping_ = false;
    pugi::xml_document document;
    // ws_pcdata_single keeps a cell that holds nothing but spaces from looking like none.
    const auto parsed = document.load_buffer_inplace(
        kept_.data(), kept_.size(), pugi::parse_default | pugi::parse_ws_pcdata_single, pugi::encoding_utf8);
    const pugi::xml_node element = document.first_child();
    if (!parsed || element.empty()) throw FileRefused("sheet.xml_broken");
    take_(element);
}

void XmlRecords::keep(std::string_view bytes) {
    if (kept_.size() + bytes.size() > limits_.record_bytes) throw FileRefused("sheet.record_too_large");
    kept_.append(bytes);
}

}  // namespace league
