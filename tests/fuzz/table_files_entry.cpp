#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/documents/table_files.hpp"
#include "lib/domain/nms_table.hpp"
#include "tests/fuzz/entries.hpp"

namespace league::fuzz {
namespace {

NmsWords some_words() {
    NmsWords words;
    words.organisations = {
        {"name", {"组织全称", "name"}}, {"members", {"团员数", "members"}}, {"parent", {"上级组织"}}};
    words.members = {{"name", {"姓名", "person"}}, {"identity", {"身份证号码", "number"}}, {"branch", {"所在团支部"}}};
    words.totals = {"合计"};
    words.list_titles = {"团员名册"};
    return words;
}

/// Everything that is given out is text within the limits, in the promised order.
class Judge final : public TableSink {
public:
    explicit Judge(const SheetLimits& limits) : limits_(limits) {}

    void begin_file(const std::string& name, std::string_view bytes) override {
        ensure(bytes.size() <= limits_.file_bytes);
        reader_.emplace(kWords, name, take_);
    }
    void begin_sheet(const std::string& sheet) override {
        rows_ = 0;
        reader_->begin_sheet(sheet);
    }
    void row(const SheetRow& row) override {
        ensure(++rows_ <= limits_.rows && row.cells.size() <= limits_.columns);
        for (const SheetCell& cell : row.cells) {
            ensure(cell.text.size() <= limits_.cell_bytes && text::is_valid_utf8(cell.text));
        }
        reader_->row(row);
    }
    void end_sheet() override {}
    void end_file() override { reader_->end_file(); }
    void fault(SheetFault fault) override { ensure(!fault.key.empty()); }

private:
    static const NmsWords kWords;

    const SheetLimits& limits_;
    std::size_t rows_ = 0;
    NmsTableReader::Take take_{
        [](const NmsOrgLine& line) { ensure(!line.name.empty() && text::is_valid_utf8(line.name)); },
        [](const NmsMemberLine& line) {
            ensure(!line.branch.empty());
            ensure((line.identity.state == IdentityNumber::State::sound) == !line.identity.text.empty());
        },
        [](SheetFault fault) { ensure(!fault.key.empty()); }, [](SheetFault fault) { ensure(fault.line > 0); }};
    std::optional<NmsTableReader> reader_;
};

const NmsWords Judge::kWords = some_words();

}  // namespace

void table_files(std::string_view bytes) {
    // Small limits, so that short inputs meet them.
    SheetLimits limits;
    limits.rows = 50;
    limits.columns = 20;
    limits.cell_bytes = 200;
    limits.part_bytes = limits.file_bytes = std::size_t{1} << 20;
    limits.total_bytes = std::size_t{4} << 20;
    Judge judge(limits);
    TableFiles(limits).read("城关镇机关团支部.xlsx", bytes, judge);
}

}  // namespace league::fuzz
