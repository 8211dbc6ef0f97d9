// 筹建: where the organisations of one's township (or county) stand on their way, and what the longest waiting need
// next. Only reads.
#pragma once

#include <string>

#include "lib/app/read_projects.hpp"
#include "server/talk/turn.hpp"

namespace league::talk {

class FoundingTalk {
public:
    FoundingTalk(ListProjects& projects, const Phrases& phrases) : projects_(projects), phrases_(phrases) {}

    std::string answer(const Turn& turn);

private:
    std::string unit(const Turn& turn, const OrgUnitId& id, std::size_t lines);
    std::string counts(const std::map<Stage, long long>& counts) const;
    std::string text(std::string_view key, const Values& values = {}) const;

    ListProjects& projects_;
    const Phrases& phrases_;
};

}  // namespace league::talk
