-- Half-month reports of townships (R12, R54), every revision of them as it was sent, and exceptions after the last day.
-- Days are kept as the instant at which they begin in Beijing.

CREATE TABLE half_month_reports (
    unit_id        TEXT    NOT NULL REFERENCES org_units (id),
    period         TEXT    NOT NULL,
    revision       INTEGER NOT NULL CHECK (revision >= 1),
    punctuality    TEXT    NOT NULL CHECK (punctuality IN ('on_time', 'in_grace', 'late')),
    first_sent_at  BIGINT  NOT NULL,
    hash           TEXT    NOT NULL,
    PRIMARY KEY (unit_id, period)
);
CREATE INDEX half_month_reports_by_period ON half_month_reports (period);

-- Never changed: a correction is a new revision. hash is taken over the revision and the hash before it.
CREATE TABLE report_revisions (
    unit_id      TEXT    NOT NULL REFERENCES org_units (id),
    period       TEXT    NOT NULL,
    revision     INTEGER NOT NULL CHECK (revision >= 1),
    day_at       BIGINT  NOT NULL,
    as_of        BIGINT  NOT NULL,
    campaign     TEXT    NOT NULL,
    deadline_at  BIGINT,
    nothing_new  INTEGER NOT NULL CHECK (nothing_new IN (0, 1)),
    words        TEXT    NOT NULL,
    why          TEXT    NOT NULL,
    sent_at      BIGINT  NOT NULL,
    sent_by      TEXT    REFERENCES people (id),
    hash         TEXT    NOT NULL,
    PRIMARY KEY (unit_id, period, revision)
);

-- live: what the records said, NULL where nobody knew; corrected: what the township said instead.
CREATE TABLE report_figures (
    unit_id    TEXT    NOT NULL,
    period     TEXT    NOT NULL,
    revision   INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    figure     TEXT    NOT NULL,
    live       INTEGER,
    corrected  INTEGER,
    reason     TEXT    NOT NULL,
    PRIMARY KEY (unit_id, period, revision, figure),
    FOREIGN KEY (unit_id, period, revision) REFERENCES report_revisions (unit_id, period, revision)
);

-- Organisations without a log, by the name they had.
CREATE TABLE report_silent (
    unit_id   TEXT    NOT NULL,
    period    TEXT    NOT NULL,
    revision  INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    org_id    TEXT    NOT NULL REFERENCES org_units (id),
    name      TEXT    NOT NULL,
    PRIMARY KEY (unit_id, period, revision, position),
    FOREIGN KEY (unit_id, period, revision) REFERENCES report_revisions (unit_id, period, revision)
);

CREATE TABLE report_exceptions (
    id         TEXT    NOT NULL PRIMARY KEY,
    unit_id    TEXT    NOT NULL REFERENCES org_units (id),
    period     TEXT    NOT NULL,
    until_at   BIGINT  NOT NULL,
    reason     TEXT    NOT NULL,
    opened_at  BIGINT  NOT NULL,
    opened_by  TEXT    REFERENCES people (id)
);
CREATE INDEX report_exceptions_by_report ON report_exceptions (unit_id, period);
