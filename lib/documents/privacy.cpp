#include "lib/documents/privacy.hpp"

namespace league {
namespace {

constexpr const char* kSection = "privacy";

}  // namespace

PrivacyNotice privacy_notice(const Phrases& phrases, const std::string& office, const std::string& phone) {
    const Values values{{"office", office}, {"phone", phone}};
    PrivacyNotice notice;
    notice.version = phrases.text(kSection, "version");
    notice.title = phrases.text(kSection, "title");
    notice.intro = phrases.text(kSection, "intro", values);
    for (const std::string& name : phrases.list(kSection, "sections")) {
        notice.sections.push_back(
            {phrases.text(kSection, name + ".title"), phrases.text(kSection, name + ".text", values)});
    }
    return notice;
}

}  // namespace league
