-- Campaigns, their targets, and standings as they were told on a day (R15, R49-R53; domain 6). Days are kept as the
-- instant at which they begin in Beijing.

CREATE TABLE campaigns (
    id            TEXT    NOT NULL PRIMARY KEY,
    unit_id       TEXT    NOT NULL REFERENCES org_units (id),
    code          TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    from_at       BIGINT  NOT NULL,
    minimum       INTEGER NOT NULL CHECK (minimum >= 0),
    per_member    INTEGER NOT NULL CHECK (per_member >= 0),
    paper_title   TEXT    NOT NULL,
    paper_number  TEXT    NOT NULL,
    paper_at      BIGINT,
    opened_at     BIGINT  NOT NULL,
    opened_by     TEXT    REFERENCES people (id),
    closed_at     BIGINT,
    UNIQUE (unit_id, code)
);
-- A county has one open campaign at a time.
CREATE UNIQUE INDEX campaigns_open ON campaigns (unit_id) WHERE closed_at IS NULL;

-- The newest revision holds; revision 1 is the deadline that the campaign was opened with.
CREATE TABLE campaign_deadlines (
    campaign_id   TEXT    NOT NULL REFERENCES campaigns (id),
    revision      INTEGER NOT NULL CHECK (revision >= 1),
    deadline_at   BIGINT  NOT NULL,
    reason        TEXT    NOT NULL,
    paper_title   TEXT    NOT NULL,
    paper_number  TEXT    NOT NULL,
    paper_at      BIGINT,
    changed_at    BIGINT  NOT NULL,
    changed_by    TEXT    REFERENCES people (id),
    PRIMARY KEY (campaign_id, revision)
);

-- What a unit shall reach from a day on. Never changed: a new number is a new revision.
CREATE TABLE targets (
    campaign_id        TEXT    NOT NULL REFERENCES campaigns (id),
    unit_id            TEXT    NOT NULL REFERENCES org_units (id),
    revision           INTEGER NOT NULL CHECK (revision >= 1),
    valid_from         BIGINT  NOT NULL,
    amount             INTEGER NOT NULL CHECK (amount >= 0),
    formula            TEXT    NOT NULL CHECK (formula IN ('committee', 'fixed', 'override')),
    committee_members  INTEGER CHECK (committee_members >= 1),
    reason             TEXT    NOT NULL,
    paper_title        TEXT    NOT NULL,
    paper_number       TEXT    NOT NULL,
    paper_at           BIGINT,
    owner_title        TEXT    NOT NULL,
    owner_name_sealed  TEXT    NOT NULL,
    set_at             BIGINT  NOT NULL,
    set_by             TEXT    REFERENCES people (id),
    PRIMARY KEY (campaign_id, unit_id, revision)
);

-- A county's standing, frozen on a day: once by the daily run, and with each issue of the column.
CREATE TABLE standing_snapshots (
    id           TEXT   NOT NULL PRIMARY KEY,
    unit_id      TEXT   NOT NULL REFERENCES org_units (id),
    day_at       BIGINT NOT NULL,
    cause        TEXT   NOT NULL CHECK (cause IN ('daily', 'bulletin')),
    bulletin_id  TEXT   REFERENCES bulletins (id),
    campaign_id  TEXT   REFERENCES campaigns (id),
    deadline_at  BIGINT,
    frozen_at    BIGINT NOT NULL
);
CREATE INDEX standing_snapshots_by_day ON standing_snapshots (unit_id, day_at);
CREATE UNIQUE INDEX standing_snapshots_daily ON standing_snapshots (unit_id, day_at) WHERE cause = 'daily';

-- Figures of the county and of each committee below it in one snapshot. What nobody knew is NULL.
CREATE TABLE standing_days (
    snapshot_id          TEXT    NOT NULL REFERENCES standing_snapshots (id),
    unit_id              TEXT    NOT NULL REFERENCES org_units (id),
    position             INTEGER NOT NULL,
    place                INTEGER,
    target               INTEGER,
    founded_new          INTEGER NOT NULL,
    founded_old          INTEGER NOT NULL,
    claimed_new          INTEGER NOT NULL,
    claimed_old          INTEGER NOT NULL,
    counted_new          INTEGER NOT NULL,
    counted_old          INTEGER NOT NULL,
    alive                INTEGER,
    weak                 INTEGER,
    hollow               INTEGER,
    new_this_period      INTEGER NOT NULL,
    counted_this_period  INTEGER NOT NULL,
    gap                  INTEGER,
    days_left            INTEGER,
    needed               INTEGER,
    forecast             INTEGER,
    reached_at           BIGINT,
    PRIMARY KEY (snapshot_id, unit_id)
);
