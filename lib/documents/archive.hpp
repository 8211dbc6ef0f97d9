// A zip archive in memory, read entry by entry within the limits. Nothing of it touches the disk, so names of entries
// are names and never paths.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/documents/sheet_limits.hpp"

namespace league {

class Archive {
public:
    struct Entry {
        std::uint64_t index = 0;
        std::string name;  ///< UTF-8; names that Windows wrote in GBK are converted
        std::uint64_t deflated = 0;
    };

    /// `bytes`, `limits` and `inflated` outlive this; `inflated` counts what was inflated for the whole import.
    /// Throws FileRefused: sheet.zip_broken, sheet.too_many_entries.
    Archive(std::string_view bytes, const SheetLimits& limits, std::size_t& inflated);
    ~Archive();
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    const std::vector<Entry>& entries() const { return entries_; }
    /// Null when there is none; the case of ASCII letters does not matter, as in OPC.
    const Entry* find(std::string_view name) const;

    /// Gives the inflated bytes piece by piece. Throws FileRefused: sheet.encrypted, sheet.method, sheet.too_large,
    /// sheet.bomb, sheet.zip_broken.
    void stream(const Entry& entry, std::size_t limit, const std::function<void(std::string_view)>& take) const;
    std::string read(const Entry& entry, std::size_t limit) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
    std::vector<Entry> entries_;
    const SheetLimits& limits_;
    std::size_t& inflated_;
};

}  // namespace league
