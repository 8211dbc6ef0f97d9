-- The life of organisations after they were founded (R16-R19, R49, R60, R61; domain 5): where they stood in which month,
-- how they moved and ended, terms, tags, leading groups, contact points. Days are kept as the instant at which they
-- begin in Beijing.

-- Whom a unit stood below, month by month: figures of a month belong to those that were above it then. The first row
-- of a unit begins at the first month there is; until_month is the first month it holds no longer.
CREATE TABLE unit_places (
    unit_id      TEXT NOT NULL REFERENCES org_units (id),
    parent_id    TEXT REFERENCES org_units (id),
    from_month   TEXT NOT NULL,
    until_month  TEXT,
    PRIMARY KEY (unit_id, from_month),
    CHECK (until_month IS NULL OR until_month > from_month)
);
CREATE INDEX unit_places_by_parent ON unit_places (parent_id, from_month);

INSERT INTO unit_places (unit_id, parent_id, from_month)
SELECT id, parent_id, '2000-01'
FROM org_units;

-- What happened to a unit, when, why and by which paper. other_id: the unit it moved below or was merged into;
-- from_id: the unit it moved away from.
CREATE TABLE unit_events (
    id            TEXT   NOT NULL PRIMARY KEY,
    unit_id       TEXT   NOT NULL REFERENCES org_units (id),
    kind          TEXT   NOT NULL CHECK (kind IN ('moved', 'merged', 'dissolved', 'closed')),
    effective_at  BIGINT NOT NULL,
    other_id      TEXT   REFERENCES org_units (id),
    from_id       TEXT   REFERENCES org_units (id),
    reason        TEXT   NOT NULL,
    paper         TEXT   NOT NULL,
    recorded_at   BIGINT NOT NULL,
    recorded_by   TEXT   REFERENCES people (id),
    cancelled_at  BIGINT
);
CREATE INDEX unit_events_by_unit ON unit_events (unit_id, effective_at);
CREATE INDEX unit_events_by_other ON unit_events (other_id, effective_at);

-- Terms of committees and secretaries; org_records holds the end of an organisation's newest.
CREATE TABLE terms (
    unit_id      TEXT    NOT NULL REFERENCES org_units (id),
    began_at     BIGINT  NOT NULL,
    years        INTEGER NOT NULL CHECK (years BETWEEN 1 AND 5),
    student      INTEGER NOT NULL DEFAULT 0 CHECK (student IN (0, 1)),
    manner       TEXT    NOT NULL CHECK (manner IN ('elected', 'appointed')),
    ends_at      BIGINT  NOT NULL,
    paper        TEXT    NOT NULL,
    recorded_at  BIGINT  NOT NULL,
    recorded_by  TEXT    REFERENCES people (id),
    PRIMARY KEY (unit_id, began_at)
);

-- Free words for an organisation beside its mode.
CREATE TABLE org_tags (
    unit_id  TEXT NOT NULL REFERENCES org_units (id),
    tag      TEXT NOT NULL,
    PRIMARY KEY (unit_id, tag)
);
CREATE INDEX org_tags_by_tag ON org_tags (tag);

-- Leading groups of county and townships. A new composition ends the one before.
CREATE TABLE leading_groups (
    unit_id      TEXT   NOT NULL REFERENCES org_units (id),
    from_at      BIGINT NOT NULL,
    until_at     BIGINT,
    paper        TEXT   NOT NULL,
    recorded_at  BIGINT NOT NULL,
    recorded_by  TEXT   REFERENCES people (id),
    PRIMARY KEY (unit_id, from_at)
);
CREATE TABLE leading_group_members (
    unit_id       TEXT    NOT NULL,
    from_at       BIGINT  NOT NULL,
    sort          INTEGER NOT NULL,
    role          TEXT    NOT NULL CHECK (role IN ('head', 'deputy', 'member')),
    name_sealed   TEXT    NOT NULL,
    post          TEXT    NOT NULL,
    phone_sealed  TEXT,
    PRIMARY KEY (unit_id, from_at, sort),
    FOREIGN KEY (unit_id, from_at) REFERENCES leading_groups (unit_id, from_at)
);

-- Who is in charge of an area: county leaders with their contact points, instructors sent to townships.
CREATE TABLE area_contacts (
    id            TEXT   NOT NULL PRIMARY KEY,
    kind          TEXT   NOT NULL CHECK (kind IN ('leader', 'instructor')),
    unit_id       TEXT   NOT NULL REFERENCES org_units (id),
    person_id     TEXT   REFERENCES people (id),
    name_sealed   TEXT   NOT NULL,
    post          TEXT   NOT NULL,
    phone_sealed  TEXT,
    from_at       BIGINT NOT NULL,
    until_at      BIGINT,
    grant_id      TEXT   REFERENCES role_grants (id),
    recorded_at   BIGINT NOT NULL,
    recorded_by   TEXT   REFERENCES people (id)
);
CREATE INDEX area_contacts_by_unit ON area_contacts (unit_id, from_at);
