// The whole service in one object: built from the configuration top to bottom, each part before those that need it,
// and taken down in reverse. league-server's main holds one; tests hold one on port 0.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/random.hpp"
#include "lib/platform/config.hpp"
#include "server/api.hpp"

namespace league {

class ServerApp {
public:
    /// Opens the records and loads every sentence, but does not listen yet. Throws Problem: conflict
    /// ("schema_pending") when migrations are waiting, internal when a template lacks something.
    ServerApp(const Config& config, const Clock& clock, Random& random);
    ~ServerApp();

    void start();
    /// Finishes what was accepted, within 10 s.
    void stop();
    int port() const;
    std::string base_url() const;

    /// Writes who spoke lately (see RecordContact); main calls it every few seconds.
    void flush_contacts();

    /// All routes, as (method, pattern), and those of the API with who may come in.
    const std::vector<std::pair<std::string, std::string>>& routes() const;
    const std::vector<ApiRoute>& api_routes() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace league
