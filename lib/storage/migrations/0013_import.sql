-- Imports of the national member system's exports (R55; domain 11). What was read is staged, a person looks at it and
-- decides, a commit applies it in slices, and each row remembers what it changed, so that a batch can be undone.
-- Numbers of identity papers are nowhere: identity_hash is a keyed hash made while reading.

CREATE TABLE import_batches (
    id            TEXT    NOT NULL PRIMARY KEY,
    unit_id       TEXT    NOT NULL REFERENCES org_units (id),
    as_of         BIGINT  NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('reading', 'staged', 'committing', 'committed', 'undoing', 'undone',
                                                    'discarded')),
    notices       INTEGER NOT NULL DEFAULT 0,
    created_at    BIGINT  NOT NULL,
    created_by    TEXT    REFERENCES people (id),
    committed_at  BIGINT,
    undone_at     BIGINT
);
CREATE INDEX import_batches_by_state ON import_batches (state, created_at);

CREATE TABLE import_files (
    batch_id  TEXT    NOT NULL REFERENCES import_batches (id),
    number    INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    sha256    TEXT    NOT NULL,
    lines     INTEGER NOT NULL,
    PRIMARY KEY (batch_id, number)
);
CREATE INDEX import_files_by_hash ON import_files (sha256);

-- Worth telling and no fault. `details` is JSON: the named values of the sentence.
CREATE TABLE import_notices (
    batch_id  TEXT    NOT NULL REFERENCES import_batches (id),
    number    INTEGER NOT NULL,
    file      TEXT    NOT NULL,
    sheet     TEXT    NOT NULL,
    line      INTEGER NOT NULL,
    letters   TEXT    NOT NULL,
    sentence  TEXT    NOT NULL,
    details   TEXT    NOT NULL,
    PRIMARY KEY (batch_id, number)
);

-- One organisation of the batch, one that is missing from it, or one person who stands on two lists (reason
-- member_twice; nms_key is then the person's identity_hash).
CREATE TABLE import_rows (
    batch_id           TEXT    NOT NULL REFERENCES import_batches (id),
    number             INTEGER NOT NULL,
    file               INTEGER NOT NULL,
    line               INTEGER NOT NULL,
    list               INTEGER,
    nms_key            TEXT    NOT NULL,
    nms_code           TEXT    NOT NULL,
    name               TEXT    NOT NULL,
    short_name         TEXT    NOT NULL,
    parent_name        TEXT    NOT NULL,
    category           TEXT    NOT NULL,
    industry           TEXT    NOT NULL,
    secretary_sealed   TEXT,
    phone_sealed       TEXT,
    secretary_hash     TEXT,
    members_stated     INTEGER,
    members_listed     INTEGER,
    members_unnamed    INTEGER NOT NULL DEFAULT 0,
    place_id           TEXT    NOT NULL REFERENCES org_units (id),
    unit_id            TEXT    REFERENCES org_units (id),
    outcome            TEXT    NOT NULL CHECK (outcome IN ('new', 'changed', 'unchanged', 'missing', 'conflict', 'unknown',
                                                           'outside')),
    reason             TEXT    NOT NULL DEFAULT '',
    candidates         TEXT    NOT NULL DEFAULT '',
    changed_fields     TEXT    NOT NULL DEFAULT '',
    decision           TEXT    CHECK (decision IN ('link', 'ignore', 'keep', 'end')),
    decided_unit       TEXT    REFERENCES org_units (id),
    decided_by         TEXT    REFERENCES people (id),
    decided_at         BIGINT,
    state              TEXT    NOT NULL CHECK (state IN ('waiting', 'done', 'left', 'undone')),
    applied_unit       TEXT    REFERENCES org_units (id),
    began_counting     INTEGER NOT NULL DEFAULT 0 CHECK (began_counting IN (0, 1)),
    span_was_there     INTEGER NOT NULL DEFAULT 0 CHECK (span_was_there IN (0, 1)),
    span_until_before  BIGINT,
    ended_from         BIGINT,
    added_heads        INTEGER NOT NULL DEFAULT 0 CHECK (added_heads IN (0, 1)),
    heads_before       INTEGER,
    PRIMARY KEY (batch_id, number)
);
CREATE INDEX import_rows_by_state ON import_rows (batch_id, state, number);
CREATE INDEX import_rows_by_key ON import_rows (batch_id, nms_key);
CREATE INDEX import_rows_by_list ON import_rows (batch_id, list);

-- Who stands on which list of a staged batch; erased when it is committed or discarded.
CREATE TABLE import_members (
    batch_id       TEXT    NOT NULL REFERENCES import_batches (id),
    list           INTEGER NOT NULL,
    identity_hash  TEXT    NOT NULL,
    file           INTEGER NOT NULL,
    line           INTEGER NOT NULL,
    PRIMARY KEY (batch_id, list, identity_hash)
);
CREATE INDEX import_members_by_person ON import_members (batch_id, identity_hash);

-- What the member system said of an organisation, from one import to the next. unit_id is nothing where we do not know
-- the organisation; dismissed says that an office decided it is none of ours.
CREATE TABLE nms_orgs (
    from_batch        TEXT    NOT NULL REFERENCES import_batches (id),
    from_row          INTEGER NOT NULL,
    until_batch       TEXT    REFERENCES import_batches (id),
    until_row         INTEGER,
    nms_key           TEXT    NOT NULL,
    nms_code          TEXT    NOT NULL,
    name              TEXT    NOT NULL,
    short_name        TEXT    NOT NULL,
    parent_name       TEXT    NOT NULL,
    category          TEXT    NOT NULL,
    industry          TEXT    NOT NULL,
    secretary_sealed  TEXT,
    phone_sealed      TEXT,
    secretary_hash    TEXT,
    members           INTEGER,
    place_id          TEXT    NOT NULL REFERENCES org_units (id),
    unit_id           TEXT    REFERENCES org_units (id),
    dismissed         INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1)),
    PRIMARY KEY (from_batch, from_row)
);
CREATE INDEX nms_orgs_by_unit ON nms_orgs (unit_id) WHERE until_batch IS NULL;
CREATE INDEX nms_orgs_by_key ON nms_orgs (nms_key) WHERE until_batch IS NULL;
CREATE INDEX nms_orgs_by_place ON nms_orgs (place_id) WHERE until_batch IS NULL;
CREATE INDEX nms_orgs_by_end ON nms_orgs (until_batch, until_row) WHERE until_batch IS NOT NULL;

-- In which organisation's list a person stands, from one import to the next: a hash and nothing else.
CREATE TABLE nms_members (
    identity_hash  TEXT    NOT NULL,
    unit_id        TEXT    NOT NULL REFERENCES org_units (id),
    from_batch     TEXT    NOT NULL REFERENCES import_batches (id),
    from_row       INTEGER NOT NULL,
    until_batch    TEXT    REFERENCES import_batches (id),
    until_row      INTEGER,
    PRIMARY KEY (identity_hash, unit_id, from_batch)
);
CREATE INDEX nms_members_by_unit ON nms_members (unit_id) WHERE until_batch IS NULL;
CREATE INDEX nms_members_by_begin ON nms_members (from_batch, from_row);
CREATE INDEX nms_members_by_end ON nms_members (until_batch, until_row) WHERE until_batch IS NOT NULL;
