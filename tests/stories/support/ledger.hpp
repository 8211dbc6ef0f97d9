// What people were told is saved, kept outside of everything that is killed; and the records read with nothing of our
// own code, to compare.
#pragma once

#include <map>
#include <mutex>
#include <string>

namespace league::test {

class Ledger {
public:
    /// A log with this title was acknowledged. `id` is empty when the service made it (chat). Any thread.
    void acknowledge(const std::string& title, const std::string& id);
    std::map<std::string, std::string> acknowledged() const;  ///< title to id

private:
    mutable std::mutex lock_;
    std::map<std::string, std::string> ids_;
};

struct StoredLogs {
    std::multimap<std::string, std::string> ids;  ///< title to id
};

/// All logs whose title begins with `beginning`, straight out of the file.
StoredLogs read_logs(const std::string& database_file, const std::string& beginning);

/// The rows of a statement that asks for a text and for how often it is there.
std::map<std::string, int> read_counts(const std::string& database_file, const std::string& sql);

}  // namespace league::test
