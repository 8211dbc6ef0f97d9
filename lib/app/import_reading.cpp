#include "lib/app/import_reading.hpp"

#include <utility>

namespace league {
namespace {

constexpr std::size_t kMembersPerJob = 500;  // a few milliseconds of lock
constexpr std::size_t kMostOrganisations = 20'000;
constexpr std::size_t kMostMembers = 500'000;  // ten times a county's
constexpr int kMostOnList = 2000;              // a branch normally has 50 at most (domain 5.2)

}  // namespace

ImportReading::ImportReading(Database& database, const Seals& seals, const NmsWords& words, const ImportBatchId& batch)
    : database_(database), seals_(seals), words_(words), batch_(batch) {
    take_.organisation = [this](const NmsOrgLine& line) { take(line); };
    take_.member = [this](const NmsMemberLine& line) { take(line); };
    take_.fault = [this](SheetFault found) { fault(std::move(found)); };
    take_.notice = [this](SheetFault found) { notice(std::move(found)); };
}

void ImportReading::begin_file(const std::string& name, std::string_view bytes) {
    const std::string hash = seals_.digest.sha256(bytes);
    files_.push_back({static_cast<int>(files_.size()) + 1, name, hash, 0});
    const auto [first, is_new] = hashes_.emplace(hash, name);
    skips_file_ = !is_new;
    if (skips_file_) {
        notice({name, "", 0, "", "nms.file_twice", {{"other", first->second}}});
        return;
    }
    const auto known = database_.read([&](ReadTransaction& tx) { return ImportStore(tx).committed_file(hash); });
    if (known) notice({name, "", 0, "", "nms.file_known", {{"date", to_iso(beijing_date(*known))}}});
    reader_.emplace(words_, name, take_);
}

void ImportReading::begin_sheet(const std::string& sheet) {
    if (!skips_file_) reader_->begin_sheet(sheet);
}

void ImportReading::row(const SheetRow& row) {
    if (!skips_file_ && !is_hopeless()) reader_->row(row);
}

void ImportReading::end_file() {
    if (!skips_file_) reader_->end_file();
}

void ImportReading::fault(SheetFault fault) {
    if (!is_hopeless()) faults_.push_back(std::move(fault));
}

void ImportReading::notice(SheetFault notice) {
    ++notice_count_;
    if (notices_.size() < kMostNotices) notices_.push_back(std::move(notice));
}

std::string ImportReading::file_name(int number) const {
    return number > 0 ? files_.at(static_cast<std::size_t>(number - 1)).name : "";
}

void ImportReading::take(const NmsOrgLine& line) {
    if (organisations_.size() == kMostOrganisations) {
        return fault({files_.back().name,
                      "",
                      line.line,
                      "",
                      "nms.too_many_orgs",
                      {{"limit", std::to_string(kMostOrganisations)}}});
    }
    ++files_.back().lines;
    NmsSubject subject;
    subject.org.code = line.code;
    subject.org.name = line.name;
    subject.org.short_name = line.short_name;
    subject.org.parent = line.parent;
    subject.org.category = line.category;
    subject.org.industry = line.industry;
    subject.org.secretary = line.secretary;
    subject.org.phone = line.phone;
    if (line.identity.state == IdentityNumber::State::sound) {
        subject.org.secretary_hash = seals_.digest.keyed("identity_number", line.identity.text);
    }
    subject.file = files_.back().number;
    subject.line = static_cast<long long>(line.line);
    subject.in_table = true;
    subject.stated = line.members;
    organisations_.push_back(std::move(subject));
}

void ImportReading::take(const NmsMemberLine& line) {
    ++files_.back().lines;
    if (++members_ > kMostMembers) {
        return fault(
            {files_.back().name, "", line.line, "", "nms.too_many_members", {{"limit", std::to_string(kMostMembers)}}});
    }
    List* const found = list_of(line);
    if (found == nullptr) return;
    List& list = *found;
    if (list.sound + list.subject.unnamed == kMostOnList) {
        return fault({files_.back().name,
                      "",
                      line.line,
                      "",
                      "nms.list_too_long",
                      {{"limit", std::to_string(kMostOnList)}, {"branch", line.branch}}});
    }
    if (line.identity.state != IdentityNumber::State::sound) {
        ++list.subject.unnamed;
        return;
    }
    ++list.sound;
    if (!faults_.empty()) return;  // nothing of this will be kept
    waiting_.push_back({*list.subject.list, seals_.digest.keyed("identity_number", line.identity.text),
                        files_.back().number, static_cast<long long>(line.line)});
    if (waiting_.size() >= kMembersPerJob) flush();
}

ImportReading::List* ImportReading::list_of(const NmsMemberLine& line) {
    const auto key = std::pair(plain_org_name(words_, line.branch), plain_org_name(words_, line.parent));
    const auto found = list_index_.find(key);
    if (found != list_index_.end()) return &lists_[found->second];
    if (lists_.size() == kMostOrganisations) {
        fault({files_.back().name,
               "",
               line.line,
               "",
               "nms.too_many_orgs",
               {{"limit", std::to_string(kMostOrganisations)}}});
        return nullptr;
    }
    list_index_.emplace(key, lists_.size());
    List list;
    list.subject.org.name = line.branch;
    list.subject.org.parent = line.parent;
    list.subject.file = files_.back().number;
    list.subject.line = static_cast<long long>(line.line);
    list.subject.list = static_cast<int>(lists_.size()) + 1;
    lists_.push_back(std::move(list));
    return &lists_.back();
}

void ImportReading::flush() {
    if (waiting_.empty()) return;
    database_.write([&](Transaction& tx) { ImportWriter(tx).add_members(batch_, waiting_); });
    waiting_.clear();
}

std::vector<NmsSubject> ImportReading::subjects(const std::map<int, int>& sizes) {
    std::vector<NmsSubject> all = std::move(organisations_);
    for (List& list : lists_) {
        const auto size = sizes.find(*list.subject.list);
        const int told_apart = size == sizes.end() ? 0 : size->second;
        list.subject.listed = told_apart + list.subject.unnamed;
        if (told_apart < list.sound) {
            notice({file_name(list.subject.file),
                    "",
                    0,
                    "",
                    "nms.member_repeated",
                    {{"branch", list.subject.org.name}, {"count", std::to_string(list.sound - told_apart)}}});
        }
        all.push_back(std::move(list.subject));
    }
    return all;
}

}  // namespace league
