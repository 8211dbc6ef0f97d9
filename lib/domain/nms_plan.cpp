#include "lib/domain/nms_plan.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "lib/domain/nms_names.hpp"

namespace league {
namespace {

std::string either(const std::string& said, const std::string& before) {
    return said.empty() ? before : said;
}

/// An export without a column says nothing about it.
NmsOrg completed(NmsOrg said, const NmsOrg& before) {
    said.code = either(said.code, before.code);
    said.short_name = either(said.short_name, before.short_name);
    said.parent = either(said.parent, before.parent);
    said.category = either(said.category, before.category);
    said.industry = either(said.industry, before.industry);
    if (!said.secretary) said.secretary = before.secretary;
    if (!said.phone) said.phone = before.phone;
    if (!said.secretary_hash) said.secretary_hash = before.secretary_hash;
    return said;
}

std::optional<int> heads_of(const ImportRow& row) {
    return row.members_listed ? row.members_listed : row.members_stated;
}

class Planner {
public:
    Planner(const NmsWords& words, const NmsGround& ground)
        : words_(words), ground_(ground), units_(words, ground.units), prefix_(key_prefix(ground)) {
        for (const NmsVersion& version : ground.known) {
            if (version.unit) by_unit_[*version.unit] = &version;
            by_key_[version.org.key] = &version;
            by_name_.emplace(plain_org_name(words, version.org.name), &version);
            if (!version.org.code.empty()) by_code_[version.org.code] = &version;
        }
    }

    NmsPlan plan(std::vector<NmsSubject> subjects) {
        for (const NmsSubject& subject : join_by_name(std::move(subjects))) match(subject);
        join_by_unit();
        settle_taken();
        for (Draft& draft : drafts_) judge(draft);
        add_missing();
        NmsPlan plan;
        for (Draft& draft : drafts_) {
            ImportRow& row = draft.row;
            row.number = static_cast<int>(plan.rows.size()) + 1;
            if (row.members_listed && row.members_stated && row.members_listed != row.members_stated) {
                plan.heads_differ.push_back(row.number);
            }
            plan.rows.push_back(std::move(row));
        }
        return plan;
    }

private:
    struct Draft {
        ImportRow row;
        bool in_table = false;
        bool place_is_known = false;
    };

    /// Two counties may have organisations of one name; their keys differ by the county's code.
    static std::string key_prefix(const NmsGround& ground) {
        std::string prefix = ground.scope.code;
        for (const OrgUnit& unit : ground.units) {
            if (unit.kind == OrgKind::county && unit.path.contains(ground.scope.path)) prefix = unit.code;
        }
        return prefix + ":";
    }

    std::string key_of(const NmsOrg& org) const {
        if (!org.code.empty()) return prefix_ + "code:" + org.code;
        return prefix_ + "name:" + plain_org_name(words_, org.name) + "|" + plain_org_name(words_, org.parent);
    }

    /// A list that bears the name of exactly one line of the table belongs to it.
    std::vector<NmsSubject> join_by_name(std::vector<NmsSubject> subjects) const {
        std::map<std::string, std::vector<std::size_t>> lines;
        for (std::size_t i = 0; i < subjects.size(); ++i) {
            if (subjects[i].in_table) lines[plain_org_name(words_, subjects[i].org.name)].push_back(i);
        }
        std::vector<NmsSubject> alone;
        for (NmsSubject& subject : subjects) {
            if (subject.in_table) continue;
            const auto found = lines.find(plain_org_name(words_, subject.org.name));
            NmsSubject* line =
                found == lines.end() || found->second.size() > 1 ? nullptr : &subjects[found->second.front()];
            if (line == nullptr || line->list) {
                alone.push_back(std::move(subject));
                continue;
            }
            line->list = subject.list;
            line->listed = subject.listed;
            line->unnamed = subject.unnamed;
        }
        std::vector<NmsSubject> joined;
        for (NmsSubject& subject : subjects) {
            if (subject.in_table) joined.push_back(std::move(subject));
        }
        joined.insert(joined.end(), std::make_move_iterator(alone.begin()), std::make_move_iterator(alone.end()));
        return joined;
    }

    const NmsVersion* remembered(const NmsOrg& org) const {
        const auto by_code = by_code_.find(org.code);
        if (!org.code.empty() && by_code != by_code_.end()) return by_code->second;
        const auto by_key = by_key_.find(key_of(org));
        if (by_key != by_key_.end()) return by_key->second;
        // A list names no parent, so the same organisation has stood here with one or without.
        const auto [begin, end] = by_name_.equal_range(plain_org_name(words_, org.name));
        const bool one = begin != end && std::next(begin) == end;
        return one && (org.parent.empty() || begin->second->org.parent.empty()) ? begin->second : nullptr;
    }

    void match(const NmsSubject& subject) {
        Draft draft;
        draft.in_table = subject.in_table;
        ImportRow& row = draft.row;
        row.file = subject.file;
        row.line = subject.line;
        row.list = subject.list;
        row.org = subject.org;
        row.members_stated = subject.stated;
        row.members_listed = subject.listed;
        row.members_unnamed = subject.unnamed;
        row.place = ground_.scope.id;
        const NmsVersion* before = remembered(subject.org);
        if (before != nullptr && before->unit && units_.unit(*before->unit) != nullptr) {
            row.unit = before->unit;
        } else if (before != nullptr && before->dismissed) {
            row.outcome = RowOutcome::outside;
            row.place = before->place;
        } else {
            match_by_name(row);
        }
        if (row.unit) row.place = units_.place_of(*row.unit).id;
        draft.place_is_known = row.unit || row.place != ground_.scope.id;
        drafts_.push_back(std::move(draft));
    }

    void match_by_name(ImportRow& row) const {
        const NmsMatch found = units_.find(row.org.name, row.org.parent);
        if (found.place && in_scope(*found.place)) row.place = *found.place;
        switch (found.found) {
            case NmsMatch::Found::one: row.unit = found.units.front(); return;
            case NmsMatch::Found::none: return;
            case NmsMatch::Found::several:
            case NmsMatch::Found::elsewhere:
                for (const OrgUnitId& id : found.units) {
                    if (is_countable(id)) row.candidates.push_back(id);
                }
                if (row.candidates.empty()) return;
                row.outcome = RowOutcome::conflict;
                row.reason = found.found == NmsMatch::Found::several ? RowReason::several : RowReason::elsewhere;
        }
    }

    bool in_scope(const OrgUnitId& id) const {
        const OrgUnit* unit = units_.unit(id);
        return unit != nullptr && ground_.scope.path.contains(unit->path);
    }

    bool is_countable(const OrgUnitId& id) const { return in_scope(id) && ground_.records.contains(id); }

    /// A list whose name was written otherwise than in the table still is the same unit's.
    void join_by_unit() {
        std::map<OrgUnitId, std::vector<std::size_t>> lines;
        std::map<OrgUnitId, std::vector<std::size_t>> lists;
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            if (drafts_[i].row.unit) (drafts_[i].in_table ? lines : lists)[*drafts_[i].row.unit].push_back(i);
        }
        std::set<std::size_t> joined;
        for (const auto& [unit, own] : lists) {
            const auto line = lines.find(unit);
            if (own.size() != 1 || line == lines.end() || line->second.size() != 1) continue;
            ImportRow& into = drafts_[line->second.front()].row;
            const ImportRow& from = drafts_[own.front()].row;
            if (into.list) continue;
            into.list = from.list;
            into.members_listed = from.members_listed;
            into.members_unnamed = from.members_unnamed;
            joined.insert(own.front());
        }
        std::vector<Draft> rest;
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            if (!joined.contains(i)) rest.push_back(std::move(drafts_[i]));
        }
        drafts_ = std::move(rest);
    }

    void settle_taken() {
        std::map<OrgUnitId, int> takers;
        for (const Draft& draft : drafts_) {
            if (draft.row.unit && is_countable(*draft.row.unit)) ++takers[*draft.row.unit];
        }
        for (Draft& draft : drafts_) {
            if (!draft.row.unit || takers[*draft.row.unit] < 2) continue;
            draft.row.outcome = RowOutcome::conflict;
            draft.row.reason = RowReason::taken;
            draft.row.candidates = {*draft.row.unit};
        }
    }

    void judge(Draft& draft) const {
        ImportRow& row = draft.row;
        const auto before = row.unit ? by_unit_.find(*row.unit) : by_unit_.end();
        const NmsVersion* version = before != by_unit_.end() ? before->second : remembered(row.org);
        if (version != nullptr) {
            // What is remembered under another spelling keeps its key, so that it stays one organisation.
            const NmsOrg said = row.org;
            row.org = completed(row.org, version->org);
            row.org.key = said.code.empty() ? version->org.key : key_of(said);
        } else {
            row.org.key = key_of(row.org);
        }
        if (row.outcome == RowOutcome::conflict || row.outcome == RowOutcome::outside) return;
        if (!row.unit) {
            const bool committee = std::find(words_.committees.begin(), words_.committees.end(), row.org.category) !=
                                   words_.committees.end();
            row.outcome = committee ? RowOutcome::outside : RowOutcome::unknown;
            return;
        }
        const auto record = ground_.records.find(*row.unit);
        if (!in_scope(*row.unit) || record == ground_.records.end()) {
            row.outcome = RowOutcome::outside;
            return;
        }
        if (version != nullptr) row.changed_fields = differing_fields(version->org, row.org);
        const auto heads = heads_of(row);
        const bool same_heads = record->second.heads && heads == record->second.heads->members;
        if (heads && !same_heads) row.changed_fields.emplace_back("members");
        const bool is_same = version != nullptr && row.changed_fields.empty();
        row.outcome = !record->second.nms_counted_at ? RowOutcome::fresh
                      : is_same                      ? RowOutcome::unchanged
                                                     : RowOutcome::changed;
    }

    /// Only a table of organisations tells what is not there, and only of the townships it speaks of.
    void add_missing() {
        std::set<OrgUnitId> spoken_of;
        std::set<OrgUnitId> present;
        std::set<std::string> keys;
        for (const Draft& draft : drafts_) {
            if (draft.in_table && draft.place_is_known) spoken_of.insert(draft.row.place);
            if (draft.row.unit) present.insert(*draft.row.unit);
            present.insert(draft.row.candidates.begin(), draft.row.candidates.end());
            keys.insert(draft.row.org.key);
        }
        const auto missing = [&](const NmsOrg& org, const OrgUnitId& place, const std::optional<OrgUnitId>& unit) {
            Draft draft;
            draft.row.org = org;
            draft.row.place = place;
            draft.row.unit = unit;
            draft.row.outcome = RowOutcome::missing;
            drafts_.push_back(std::move(draft));
        };
        for (const OrgUnit& unit : ground_.units) {
            const auto record = ground_.records.find(unit.id);
            if (record == ground_.records.end() || !record->second.nms_counted_at || present.contains(unit.id))
                continue;
            const OrgUnitId place = units_.place_of(unit.id).id;
            if (!in_scope(unit.id) || !spoken_of.contains(place)) continue;
            const auto version = by_unit_.find(unit.id);
            NmsOrg org;
            org.name = unit.name;
            org.key = prefix_ + "unit:" + unit.code;
            missing(version != by_unit_.end() ? version->second->org : org, place, unit.id);
        }
        for (const NmsVersion& version : ground_.known) {
            if (version.unit || version.dismissed || keys.contains(version.org.key)) continue;
            if (spoken_of.contains(version.place)) missing(version.org, version.place, std::nullopt);
        }
    }

    const NmsWords& words_;
    const NmsGround& ground_;
    NmsUnits units_;
    std::string prefix_;
    std::map<OrgUnitId, const NmsVersion*> by_unit_;
    std::map<std::string, const NmsVersion*> by_key_;
    std::map<std::string, const NmsVersion*> by_code_;
    std::multimap<std::string, const NmsVersion*> by_name_;
    std::vector<Draft> drafts_;
};

}  // namespace

NmsPlan plan_import(const NmsWords& words, const NmsGround& ground, std::vector<NmsSubject> subjects) {
    return Planner(words, ground).plan(std::move(subjects));
}

}  // namespace league
