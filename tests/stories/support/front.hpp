// nginx in front of several league-servers, as config/nginx/league.conf has it for one, without TLS: it keeps slow and
// broken servers from people, and hands a request that may be repeated to the next server.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/stories/support/ports.hpp"
#include "tests/stories/support/process.hpp"

namespace league::test {

class Front {
public:
    const HeldPort& port() const { return port_; }
    /// Comes back at once, before nginx listens. `folder` takes its files, `servers` are ports.
    void start(const std::string& folder, const std::vector<int>& servers, int fails);

private:
    HeldPort port_;
    std::unique_ptr<Process> process_;
};

}  // namespace league::test
