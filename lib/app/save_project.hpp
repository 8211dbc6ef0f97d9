// A township puts an organisation on the way to being founded, or corrects what it said of it (R2, R29-R37).
#pragma once

#include "lib/app/founding_parts.hpp"

namespace league {

class SaveProject {
public:
    struct Input {
        OrgProjectId id;         ///< made where the project is made
        ProjectContent content;  ///< `township` holds its id or code
    };
    struct Output {
        bool created = false;  ///< false: the same content was accepted under this id before
        OrgProject project;    ///< as it stands now
    };

    explicit SaveProject(const FoundingParts& parts) : parts_(parts) {}

    /// Throws Problem: not_allowed; invalid_input with every wrong field; closed ("unit_closed"); conflict
    /// ("founding.other_content_under_id") when the id was first used for other content.
    Output run(const Actor& actor, const Input& input);

private:
    FoundingParts parts_;
};

class CorrectProject {
public:
    struct Input {
        OrgProjectId id;
        int base_revision = 0;   ///< what the corrector read
        ProjectContent content;  ///< `township` may be empty; it cannot be changed
    };
    struct Output {
        bool changed = false;
        OrgProject project;
    };

    explicit CorrectProject(const FoundingParts& parts) : parts_(parts) {}

    /// Throws Problem: not_allowed; not_found; invalid_input with every wrong field, those too that are fixed by now
    /// (check_correction); conflict ("founding.changed_meanwhile") when it is of another revision by now.
    Output run(const Actor& actor, const Input& input);

private:
    FoundingParts parts_;
};

}  // namespace league
