#include "lib/documents/archive.hpp"

#include <zip.h>

#include <algorithm>
#include <array>

#include "lib/base/text.hpp"
#include "lib/documents/encoding.hpp"

namespace league {
namespace {

constexpr std::size_t kFreeOfRatio = std::size_t{1} << 20;  // below this a bomb costs nothing
constexpr std::size_t kPiece = 64 * 1024;

struct Discard {
    void operator()(zip_t* zip) const { zip_discard(zip); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::size_t little_endian(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]) | static_cast<std::size_t>(static_cast<unsigned char>(bytes[at + 1]))
                                                       << 8;
}

/// Whether any directory that the archive may be said to have claims more entries than allowed: libzip takes memory for
/// all of them before it can be asked. The form for more than 65,535 entries or 4 GB is refused with them.
bool claims_too_many(std::string_view bytes, std::size_t limit) {
    constexpr std::string_view kEnd = "PK\x05\x06";
    constexpr std::string_view kLocator = "PK\x06\x07";
    constexpr std::size_t kEndBytes = 22;
    constexpr std::size_t kLocatorBytes = 20;
    const std::size_t reach = kEndBytes + 0xffff;
    for (std::size_t at = bytes.find(kEnd, bytes.size() > reach ? bytes.size() - reach : 0);
         at != std::string_view::npos; at = bytes.find(kEnd, at + 1)) {
        if (bytes.size() - at < kEndBytes) return false;
        if (little_endian(bytes, at + 10) > limit) return true;
        if (at >= kLocatorBytes && bytes.substr(at - kLocatorBytes).starts_with(kLocator)) return true;
    }
    return false;
}

std::string readable(const char* raw) {
    const std::string name = raw != nullptr ? raw : "";
    if (text::is_valid_utf8(name)) return name;
    return utf8_from_gb18030(name).value_or("?");
}

}  // namespace

struct Archive::Parts {
    std::unique_ptr<zip_t, Discard> zip;
};

Archive::Archive(std::string_view bytes, const SheetLimits& limits, std::size_t& inflated)
    : parts_(std::make_unique<Parts>()), limits_(limits), inflated_(inflated) {
    if (claims_too_many(bytes, limits.entries)) {
        throw FileRefused("sheet.too_many_entries", {{"limit", std::to_string(limits.entries)}});
    }
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), /*freep=*/0, &error);
    if (source == nullptr) throw FileRefused("sheet.zip_broken");
    parts_->zip.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    zip_error_fini(&error);
    if (!parts_->zip) {
        zip_source_free(source);
        throw FileRefused("sheet.zip_broken");
    }
    const auto count = zip_get_num_entries(parts_->zip.get(), 0);
    if (count < 0) throw FileRefused("sheet.zip_broken");
    if (static_cast<std::size_t>(count) > limits.entries) {
        throw FileRefused("sheet.too_many_entries", {{"limit", std::to_string(limits.entries)}});
    }
    for (zip_uint64_t index = 0; index < static_cast<zip_uint64_t>(count); ++index) {
        zip_stat_t found;
        zip_stat_init(&found);
        if (zip_stat_index(parts_->zip.get(), index, ZIP_FL_ENC_RAW, &found) != 0)
            throw FileRefused("sheet.zip_broken");
        entries_.push_back({index, readable(zip_get_name(parts_->zip.get(), index, ZIP_FL_ENC_RAW)), found.comp_size});
    }
}

Archive::~Archive() = default;

const Archive::Entry* Archive::find(std::string_view name) const {
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return same_name(entry.name, name); });
    return found == entries_.end() ? nullptr : &*found;
}

void Archive::stream(const Entry& entry, std::size_t limit, const std::function<void(std::string_view)>& take) const {
    zip_stat_t found;
    zip_stat_init(&found);
    if (zip_stat_index(parts_->zip.get(), entry.index, 0, &found) != 0) throw FileRefused("sheet.zip_broken");
    if ((found.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && found.encryption_method != ZIP_EM_NONE) {
        throw FileRefused("sheet.encrypted");
    }
    if (found.comp_method != ZIP_CM_STORE && found.comp_method != ZIP_CM_DEFLATE) throw FileRefused("sheet.method");
    // What the directory claims is only a reason to refuse early; what really comes out is counted below.
    if (found.size > limit) throw FileRefused("sheet.too_large", {{"limit_mb", std::to_string(limit >> 20)}});

    const std::unique_ptr<zip_file_t, Discard> file(zip_fopen_index(parts_->zip.get(), entry.index, 0));
    if (!file) throw FileRefused("sheet.zip_broken");
    std::array<char, kPiece> piece{};
    std::size_t total = 0;
    for (;;) {
        const auto got = zip_fread(file.get(), piece.data(), piece.size());
        if (got < 0) throw FileRefused("sheet.zip_broken");
        if (got == 0) return;
        const auto size = static_cast<std::size_t>(got);
        total += size;
        inflated_ += size;
        if (total > limit) throw FileRefused("sheet.too_large", {{"limit_mb", std::to_string(limit >> 20)}});
        const bool swells = total > kFreeOfRatio && total / limits_.ratio > entry.deflated;
        if (swells || inflated_ > limits_.total_bytes) throw FileRefused("sheet.bomb");
        take({piece.data(), size});
    }
}

std::string Archive::read(const Entry& entry, std::size_t limit) const {
    std::string bytes;
    stream(entry, limit, [&](std::string_view piece) { bytes.append(piece); });
    return bytes;
}

}  // namespace league
