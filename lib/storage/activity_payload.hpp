// How the parts of a log without columns of their own stand in TEXT columns: fields of the kind and earlier wordings
// as JSON, photos as hashes between spaces. Inside lib/storage only.
#pragma once

#include <string>
#include <vector>

#include "lib/domain/activity.hpp"

namespace league {

std::string details_to_text(const Details& details);
/// Throws DatabaseError when the text is not what details_to_text gave.
Details details_from_text(const std::string& text);

std::string photos_to_text(const std::vector<PhotoHash>& photos);
std::vector<PhotoHash> photos_from_text(const std::string& text);

struct StoredWording {
    ActivityContent content;
    ActivityState state = ActivityState::submitted;
};
std::string wording_to_text(const StoredWording& wording);
/// Throws DatabaseError when the text is not what wording_to_text gave.
StoredWording wording_from_text(const std::string& text);

}  // namespace league
