-- What makes an affiliated organisation more than a place in the tree: how it was built, with whom, when it was founded,
-- how many it has, and since when the national member system counts it (R29-R38, R55; domain 5 and 6).

-- Ways of building. A county keeps its own list: rows, not code.
CREATE TABLE building_modes (
    code         TEXT    NOT NULL PRIMARY KEY,
    label        TEXT    NOT NULL,
    description  TEXT    NOT NULL,
    sort         INTEGER NOT NULL,
    in_use       INTEGER NOT NULL DEFAULT 1 CHECK (in_use IN (0, 1))
);

-- Which partners an organisation of that mode must name. max_count 0: no upper bound.
CREATE TABLE building_mode_partners (
    mode          TEXT    NOT NULL REFERENCES building_modes (code),
    partner_kind  TEXT    NOT NULL,
    min_count     INTEGER NOT NULL CHECK (min_count >= 0),
    max_count     INTEGER NOT NULL CHECK (max_count >= 0),
    needs_lead    INTEGER NOT NULL DEFAULT 0 CHECK (needs_lead IN (0, 1)),
    PRIMARY KEY (mode, partner_kind)
);

-- Villages, offices, firms and others that League organisations are built on; not League organisations themselves.
CREATE TABLE partners (
    id           TEXT   NOT NULL PRIMARY KEY,
    township_id  TEXT   NOT NULL REFERENCES org_units (id),
    kind         TEXT   NOT NULL CHECK (kind IN ('village', 'community', 'office', 'party_org', 'firm', 'cooperative',
                                                 'association', 'hobby_group', 'area', 'school', 'other')),
    name         TEXT   NOT NULL,
    credit_code  TEXT   NOT NULL DEFAULT '',
    created_at   BIGINT NOT NULL,
    closed_at    BIGINT,
    UNIQUE (township_id, kind, name)
);

-- One row for every unit that counts as a branch. Days are kept as the instant at which they begin in Beijing.
CREATE TABLE org_records (
    unit_id         TEXT    NOT NULL PRIMARY KEY REFERENCES org_units (id),
    mode            TEXT    REFERENCES building_modes (code),
    is_new          INTEGER NOT NULL DEFAULT 0 CHECK (is_new IN (0, 1)),
    founded_at      BIGINT,
    nms_claimed_at  BIGINT,
    nms_counted_at  BIGINT,
    members         INTEGER CHECK (members >= 0),
    youth           INTEGER CHECK (youth >= 0),
    headcount_at    BIGINT,
    term_ends_at    BIGINT
);

-- What was known of an organisation's heads on a day; org_records holds the newest.
CREATE TABLE headcounts (
    unit_id      TEXT    NOT NULL REFERENCES org_units (id),
    counted_at   BIGINT  NOT NULL,
    source       TEXT    NOT NULL CHECK (source IN ('typed', 'import')),
    members      INTEGER NOT NULL CHECK (members >= 0),
    youth        INTEGER CHECK (youth >= 0),
    recorded_at  BIGINT  NOT NULL,
    recorded_by  TEXT    REFERENCES people (id),
    PRIMARY KEY (unit_id, counted_at, source)
);

-- Since when, and until when, the national member system had the organisation; org_records holds the open span.
CREATE TABLE nms_presence (
    unit_id        TEXT   NOT NULL REFERENCES org_units (id),
    counted_from   BIGINT NOT NULL,
    counted_until  BIGINT,
    PRIMARY KEY (unit_id, counted_from)
);

-- Organisations that were there before this table: old ones, founded when they opened.
INSERT INTO org_records (unit_id, is_new, founded_at)
SELECT id, 0, opened_at
FROM org_units
WHERE kind IN ('general_branch', 'branch', 'joint_branch', 'temporary_branch');

INSERT INTO building_modes (code, label, description, sort) VALUES ('M1', '党建带团建', '依托同一单位的党组织，场地共用、队伍共管、活动共办、资源共享', 10);
INSERT INTO building_modes (code, label, description, sort) VALUES ('M2', '镇办共建', '乡镇各股室、站所联合建团', 20);
INSERT INTO building_modes (code, label, description, sort) VALUES ('M3', '社区与村联建', '社区与所在的村一起建、一起管、一起开展活动', 30);
INSERT INTO building_modes (code, label, description, sort) VALUES ('M4', '村村联建', '相邻的两三个村联合建团，由一个村牵头', 40);
INSERT INTO building_modes (code, label, description, sort) VALUES ('M5', '功能聚集联建', '志趣、功能相同的青年聚在一起建团，如篮球、摄影', 50);
INSERT INTO building_modes (code, label, description, sort) VALUES ('M6', '区域联建', '依托景区、基地、园区等一方地域建团', 60);
INSERT INTO building_modes (code, label, description, sort) VALUES ('M7', '产业融合联建', '沿产业链以龙头企业带动建团', 70);
INSERT INTO building_modes (code, label, description, sort) VALUES ('M8', '行业联建', '同一行业的商户、协会、合作社联合建团', 80);

INSERT INTO building_mode_partners (mode, partner_kind, min_count, max_count, needs_lead) VALUES ('M1', 'party_org', 1, 1, 0);
INSERT INTO building_mode_partners (mode, partner_kind, min_count, max_count, needs_lead) VALUES ('M2', 'office', 2, 0, 0);
INSERT INTO building_mode_partners (mode, partner_kind, min_count, max_count, needs_lead) VALUES ('M3', 'community', 1, 1, 0);
INSERT INTO building_mode_partners (mode, partner_kind, min_count, max_count, needs_lead) VALUES ('M3', 'village', 1, 0, 0);
INSERT INTO building_mode_partners (mode, partner_kind, min_count, max_count, needs_lead) VALUES ('M4', 'village', 2, 3, 1);
INSERT INTO building_mode_partners (mode, partner_kind, min_count, max_count, needs_lead) VALUES ('M5', 'hobby_group', 1, 0, 0);
INSERT INTO building_mode_partners (mode, partner_kind, min_count, max_count, needs_lead) VALUES ('M6', 'area', 1, 1, 0);
INSERT INTO building_mode_partners (mode, partner_kind, min_count, max_count, needs_lead) VALUES ('M7', 'firm', 1, 0, 1);
INSERT INTO building_mode_partners (mode, partner_kind, min_count, max_count, needs_lead) VALUES ('M8', 'association', 0, 0, 0);
INSERT INTO building_mode_partners (mode, partner_kind, min_count, max_count, needs_lead) VALUES ('M8', 'firm', 0, 0, 0);
INSERT INTO building_mode_partners (mode, partner_kind, min_count, max_count, needs_lead) VALUES ('M8', 'cooperative', 0, 0, 0);
