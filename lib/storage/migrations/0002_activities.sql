-- Activity kinds as rows, logs with their revisions, photos, and the kept figures of progress.

CREATE TABLE activity_kinds (
    code        TEXT    NOT NULL PRIMARY KEY,
    label       TEXT    NOT NULL,
    sort        INTEGER NOT NULL,
    restricted  INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1)),
    in_use      INTEGER NOT NULL DEFAULT 1 CHECK (in_use IN (0, 1))
);

CREATE TABLE activity_kind_fields (
    kind       TEXT    NOT NULL REFERENCES activity_kinds (code),
    code       TEXT    NOT NULL,
    label      TEXT    NOT NULL,
    type       TEXT    NOT NULL CHECK (type IN ('text', 'integer', 'boolean', 'choice')),
    required   INTEGER NOT NULL DEFAULT 0 CHECK (required IN (0, 1)),
    min_value  BIGINT  NOT NULL DEFAULT 0,
    max_value  BIGINT  NOT NULL DEFAULT 0,
    choices    TEXT    NOT NULL DEFAULT '[]',
    sort       INTEGER NOT NULL,
    PRIMARY KEY (kind, code)
);

CREATE TABLE activities (
    id                  TEXT    NOT NULL PRIMARY KEY,
    org_id              TEXT    NOT NULL REFERENCES org_units (id),
    kind                TEXT    NOT NULL REFERENCES activity_kinds (code),
    title               TEXT    NOT NULL,
    started_at          BIGINT  NOT NULL,
    ended_at            BIGINT,
    place               TEXT    NOT NULL,
    expected            INTEGER NOT NULL CHECK (expected >= 0),
    present             INTEGER NOT NULL CHECK (present >= 0),
    content             TEXT    NOT NULL,
    details             TEXT    NOT NULL,
    photos              TEXT    NOT NULL,
    source              TEXT    NOT NULL CHECK (source IN ('phone', 'chat', 'desk')),
    state               TEXT    NOT NULL CHECK (state IN ('submitted', 'accepted', 'returned', 'withdrawn')),
    revision            INTEGER NOT NULL,
    first_content_hash  TEXT    NOT NULL,
    return_reason       TEXT    NOT NULL DEFAULT '',
    logged_by           TEXT    REFERENCES people (id),
    made_at             BIGINT,
    submitted_at        BIGINT  NOT NULL,
    changed_at          BIGINT  NOT NULL
);
CREATE INDEX activities_by_org ON activities (org_id, started_at);
CREATE INDEX activities_by_person ON activities (logged_by, submitted_at);
CREATE INDEX activities_to_review ON activities (org_id) WHERE state = 'submitted';

-- What a log said before an amendment; the newest wording is in activities.
CREATE TABLE activity_revisions (
    activity_id  TEXT    NOT NULL REFERENCES activities (id),
    revision     INTEGER NOT NULL,
    body         TEXT    NOT NULL,
    replaced_at  BIGINT  NOT NULL,
    replaced_by  TEXT    REFERENCES people (id),
    PRIMARY KEY (activity_id, revision)
);

-- Who names a photo: activities.photos the other way round. The picture itself may still be on its way.
CREATE TABLE activity_photos (
    activity_id  TEXT    NOT NULL REFERENCES activities (id),
    sha256       TEXT    NOT NULL,
    sort         INTEGER NOT NULL,
    PRIMARY KEY (activity_id, sha256)
);
CREATE INDEX activity_photos_by_hash ON activity_photos (sha256);

CREATE TABLE photos (
    sha256        TEXT   NOT NULL PRIMARY KEY,
    bytes         BIGINT NOT NULL,
    picture_key   TEXT   NOT NULL,
    thumb_key     TEXT   NOT NULL,
    width         INTEGER NOT NULL,
    height        INTEGER NOT NULL,
    created_at    BIGINT NOT NULL
);
-- Who may use and see a hash: the units of those who uploaded it.
CREATE TABLE photo_uploads (
    sha256       TEXT   NOT NULL REFERENCES photos (sha256),
    unit_id      TEXT   NOT NULL REFERENCES org_units (id),
    uploaded_by  TEXT   REFERENCES people (id),
    uploaded_at  BIGINT NOT NULL,
    PRIMARY KEY (sha256, unit_id)
);

-- Counted logs of a branch in a half month.
CREATE TABLE branch_figures (
    unit_id     TEXT   NOT NULL REFERENCES org_units (id),
    half_month  TEXT   NOT NULL,
    activities  BIGINT NOT NULL,
    present     BIGINT NOT NULL,
    PRIMARY KEY (unit_id, half_month)
);
-- Progress of every unit, itself and all below it, in a half month or month.
CREATE TABLE unit_figures (
    unit_id     TEXT   NOT NULL REFERENCES org_units (id),
    period      TEXT   NOT NULL,
    active      BIGINT NOT NULL,
    activities  BIGINT NOT NULL,
    present     BIGINT NOT NULL,
    PRIMARY KEY (unit_id, period)
);
-- Open branches at and below a unit.
CREATE TABLE unit_branches (
    unit_id   TEXT   NOT NULL PRIMARY KEY REFERENCES org_units (id),
    branches  BIGINT NOT NULL
);
