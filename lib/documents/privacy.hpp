// What is asked of people, why, who sees it and for how long (domain 10.2): templates/privacy.toml with the office
// filled in. Shown before the first personal datum is asked for.
#pragma once

#include <string>
#include <vector>

#include "lib/documents/phrases.hpp"

namespace league {

struct PrivacyNotice {
    struct Section {
        std::string title;
        std::string text;
    };
    std::string version;  ///< another one means that it says something else: it is shown anew
    std::string title;
    std::string intro;
    std::vector<Section> sections;
};

/// `phone` may be empty. Throws Problem internal ("phrase_missing") when the template is not complete.
PrivacyNotice privacy_notice(const Phrases& phrases, const std::string& office, const std::string& phone);

}  // namespace league
