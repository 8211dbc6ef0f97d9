// What is gathered while the files of one import are read: subjects in memory, members in the records. Inside
// stage_import.cpp only.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/documents/table_files.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/domain/nms_names.hpp"
#include "lib/domain/nms_plan.hpp"
#include "lib/domain/nms_table.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/import_store.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class ImportReading final : public TableSink {
public:
    static constexpr std::size_t kMostFaults = 50;
    static constexpr std::size_t kMostNotices = 200;

    ImportReading(Database& database, const Seals& seals, const NmsWords& words, const ImportBatchId& batch);

    void begin_file(const std::string& name, std::string_view bytes) override;
    void begin_sheet(const std::string& sheet) override;
    void row(const SheetRow& row) override;
    void end_sheet() override {}
    void end_file() override;
    void fault(SheetFault fault) override;

    /// Writes what waits. After the last file.
    void flush();
    void notice(SheetFault notice);
    /// Enough faults were found to stop.
    bool is_hopeless() const { return faults_.size() >= kMostFaults; }

    const std::vector<SheetFault>& faults() const { return faults_; }
    const std::vector<SheetFault>& notices() const { return notices_; }
    long long notice_count() const { return notice_count_; }
    const std::vector<ImportFile>& files() const { return files_; }
    std::string file_name(int number) const;
    /// Lines of organisations tables, then lists with their heads; `sizes` says how many each list tells apart.
    std::vector<NmsSubject> subjects(const std::map<int, int>& sizes);

private:
    struct List {
        NmsSubject subject;
        int sound = 0;  ///< lines with a good number
    };

    void take(const NmsOrgLine& line);
    void take(const NmsMemberLine& line);
    /// Null after a fault: there are too many.
    List* list_of(const NmsMemberLine& line);

    Database& database_;
    const Seals& seals_;
    const NmsWords& words_;
    ImportBatchId batch_;
    NmsTableReader::Take take_;
    std::optional<NmsTableReader> reader_;
    bool skips_file_ = false;
    std::map<std::string, std::string> hashes_;  ///< of files, with the name that came first
    std::vector<ImportFile> files_;
    std::vector<NmsSubject> organisations_;
    std::vector<List> lists_;
    std::map<std::pair<std::string, std::string>, std::size_t> list_index_;
    std::vector<StagedMember> waiting_;
    std::size_t members_ = 0;
    std::vector<SheetFault> faults_;
    std::vector<SheetFault> notices_;
    long long notice_count_ = 0;
};

}  // namespace league
