-- Activities in full: checks over the numbers of a kind as rows, cadence rules with their papers, the seven "ones", logs
-- that came on paper or by phone, and what is kept of an organisation's logs so that lists need not read them (R38-R48,
-- R63, R64; domain 7 and 9.3).

ALTER TABLE activity_kinds ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
-- A field out of use stays, since earlier logs hold it.
ALTER TABLE activity_kind_fields ADD COLUMN in_use INTEGER NOT NULL DEFAULT 1 CHECK (in_use IN (0, 1));

-- left_fields and right_fields: codes between spaces, of the kind's whole numbers or expected and present.
CREATE TABLE activity_kind_checks (
    kind          TEXT    NOT NULL REFERENCES activity_kinds (code),
    sort          INTEGER NOT NULL,
    relation      TEXT    NOT NULL CHECK (relation IN ('at_most', 'equal', 'over_half')),
    left_fields   TEXT    NOT NULL,
    right_fields  TEXT    NOT NULL,
    sentence      TEXT    NOT NULL,
    PRIMARY KEY (kind, sort)
);

-- A log that somebody above the branch wrote down (source 'desk'): how the branch reported it, and who did.
ALTER TABLE activities ADD COLUMN told_how TEXT CHECK (told_how IN ('paper', 'phone_call'));
ALTER TABLE activities ADD COLUMN told_by_sealed TEXT;
CREATE INDEX activities_told ON activities (submitted_at) WHERE told_by_sealed IS NOT NULL;

-- unit_id NULL: everywhere. org_kind NULL: every organisation that counts. kind NULL: any activity. Days are the instant
-- at which they begin in Beijing; valid_to is the last day.
CREATE TABLE cadence_rules (
    id           TEXT    NOT NULL PRIMARY KEY,
    unit_id      TEXT    REFERENCES org_units (id),
    org_kind     TEXT    CHECK (org_kind IN ('general_branch', 'branch', 'joint_branch', 'temporary_branch')),
    kind         TEXT    REFERENCES activity_kinds (code),
    period       TEXT    NOT NULL CHECK (period IN ('month', 'quarter', 'half_year', 'year')),
    min_count    INTEGER NOT NULL CHECK (min_count > 0),
    min_members  INTEGER NOT NULL DEFAULT 0 CHECK (min_members >= 0),
    valid_from   BIGINT  NOT NULL,
    valid_to     BIGINT,
    source       TEXT    NOT NULL,
    created_by   TEXT    REFERENCES people (id)
);

-- What every organisation does at least once (R41-R47); any of the kinds ticks it.
CREATE TABLE checklist_items (
    code   TEXT    NOT NULL PRIMARY KEY,
    label  TEXT    NOT NULL,
    sort   INTEGER NOT NULL
);
CREATE TABLE checklist_item_kinds (
    item  TEXT NOT NULL REFERENCES checklist_items (code),
    kind  TEXT NOT NULL REFERENCES activity_kinds (code),
    PRIMARY KEY (item, kind)
);

-- Kept: counted logs of an organisation in a year, by kind and month (ActivityYear::str).
CREATE TABLE activity_years (
    unit_id  TEXT    NOT NULL REFERENCES org_units (id),
    year     INTEGER NOT NULL,
    kinds    TEXT    NOT NULL,
    PRIMARY KEY (unit_id, year)
);
-- Kept: the newest counted log and the months in a row that have one, up to last_month.
CREATE TABLE org_pulses (
    unit_id        TEXT    NOT NULL PRIMARY KEY REFERENCES org_units (id),
    last_log       TEXT    NOT NULL REFERENCES activities (id),
    last_at        BIGINT  NOT NULL,
    last_expected  INTEGER NOT NULL,
    last_present   INTEGER NOT NULL,
    last_month     TEXT    NOT NULL,
    run_months     INTEGER NOT NULL
);

-- Whether thousands of organisations have a secretary who can be reached is answered from these alone.
CREATE INDEX role_grants_of_secretaries ON role_grants (unit_id, person_id)
    WHERE ended_at IS NULL AND role = 'branch_secretary';
CREATE INDEX identities_reachable ON identities (person_id) WHERE follows = 1;

INSERT INTO activity_kinds (code, label, sort, restricted) VALUES ('registration', '团籍注册', 75, 0);
INSERT INTO activity_kind_fields (kind, code, label, type, max_value, sort) VALUES ('registration', 'registered', '注册人数', 'integer', 10000, 10);

INSERT INTO activity_kind_checks (kind, sort, relation, left_fields, right_fields, sentence) VALUES ('branch_meeting', 10, 'at_most', 'voters', 'present', '到会有表决权人数不能多于实到人数');
INSERT INTO activity_kind_checks (kind, sort, relation, left_fields, right_fields, sentence) VALUES ('branch_meeting', 20, 'at_most', 'votes_for votes_against votes_abstain', 'voters', '赞成、反对、弃权票相加不能多于到会有表决权人数');
INSERT INTO activity_kind_checks (kind, sort, relation, left_fields, right_fields, sentence) VALUES ('appraisal', 10, 'at_most', 'excellent good fair poor', 'expected', '各等次人数相加不能多于应到人数');
INSERT INTO activity_kind_checks (kind, sort, relation, left_fields, right_fields, sentence) VALUES ('registration', 10, 'at_most', 'registered', 'expected', '注册人数不能多于应到人数');
INSERT INTO activity_kind_checks (kind, sort, relation, left_fields, right_fields, sentence) VALUES ('recommend_to_party', 10, 'over_half', 'present', 'expected', '推优大会实到人数要超过应到人数的一半');

-- Domain 7.1. 946656000000 is the 1st of January 2000.
INSERT INTO cadence_rules (id, kind, period, min_count, valid_from, source) VALUES ('any_activity', NULL, 'month', 1, 946656000000, '“大团委”工作要求：每个团组织每月至少开展一次活动');
INSERT INTO cadence_rules (id, kind, period, min_count, valid_from, source) VALUES ('theme_day', 'theme_day', 'month', 1, 946656000000, '默认设置，可按本县文件调整');
INSERT INTO cadence_rules (id, kind, period, min_count, min_members, valid_from, source) VALUES ('committee_meeting', 'committee_meeting', 'month', 1, 7, 946656000000, '中青发〔2017〕5号；7名以上团员的支部设委员会');
INSERT INTO cadence_rules (id, kind, period, min_count, valid_from, source) VALUES ('branch_meeting', 'branch_meeting', 'quarter', 1, 946656000000, '中青发〔2017〕5号');
INSERT INTO cadence_rules (id, kind, period, min_count, valid_from, source) VALUES ('league_class', 'league_class', 'quarter', 1, 946656000000, '各地规定，可按本县文件调整');
INSERT INTO cadence_rules (id, kind, period, min_count, valid_from, source) VALUES ('appraisal', 'appraisal', 'year', 1, 946656000000, '中青发〔2017〕5号');
INSERT INTO cadence_rules (id, kind, period, min_count, valid_from, source) VALUES ('registration', 'registration', 'year', 1, 946656000000, '中青发〔2017〕5号');
INSERT INTO cadence_rules (id, kind, period, min_count, valid_from, source) VALUES ('life_meeting', 'life_meeting', 'year', 1, 946656000000, '随年度教育评议开展，可按本县文件调整');

INSERT INTO checklist_items (code, label, sort) VALUES ('oath', '重温一次入团誓词', 10);
INSERT INTO checklist_items (code, label, sort) VALUES ('song', '合唱一次团歌', 20);
INSERT INTO checklist_items (code, label, sort) VALUES ('pledge', '作一次青春承诺', 30);
INSERT INTO checklist_items (code, label, sort) VALUES ('meeting', '开好一次支部大会', 40);
INSERT INTO checklist_items (code, label, sort) VALUES ('theme', '开展一次主题活动', 50);
INSERT INTO checklist_items (code, label, sort) VALUES ('trade', '推进一次行业创先争优', 60);
INSERT INTO checklist_items (code, label, sort) VALUES ('recommend', '做好一次推优', 70);
INSERT INTO checklist_item_kinds (item, kind) VALUES ('oath', 'oath');
INSERT INTO checklist_item_kinds (item, kind) VALUES ('song', 'song');
INSERT INTO checklist_item_kinds (item, kind) VALUES ('pledge', 'pledge');
INSERT INTO checklist_item_kinds (item, kind) VALUES ('meeting', 'branch_meeting');
INSERT INTO checklist_item_kinds (item, kind) VALUES ('theme', 'theme_day');
INSERT INTO checklist_item_kinds (item, kind) VALUES ('trade', 'trade_excellence');
INSERT INTO checklist_item_kinds (item, kind) VALUES ('recommend', 'recommend_to_league');
INSERT INTO checklist_item_kinds (item, kind) VALUES ('recommend', 'recommend_to_party');
