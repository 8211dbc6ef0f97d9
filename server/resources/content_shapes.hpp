// What WeChat's content check says, as JSON; inside server/resources only.
#pragma once

#include <nlohmann/json.hpp>

#include "lib/documents/phrases.hpp"
#include "lib/storage/content_check_store.hpp"
#include "lib/storage/photo_check_store.hpp"

namespace league {

inline constexpr const char* kContentWords = "content";

namespace shapes {

nlohmann::json content_check(const ContentCheck& check, const Phrases& phrases);
/// For those who may see the picture: what its sender should know; of the states review, risky and refused alone.
nlohmann::json photo_check(const PhotoCheck& check, const Phrases& phrases);
nlohmann::json content_check_row(const ContentCheckRow& row);

}  // namespace shapes
}  // namespace league
