-- The way to an organisation: projects, their steps, the papers that go with them, and the batches in which a township
-- approves and founds (R2, R29-R37; domain 5.3). Days are kept as the instant at which they begin in Beijing.

-- The register of a township's papers. Outgoing ones (series, year and number set) have a number each once, also when
-- they became void; papers of others have their own mark.
CREATE TABLE papers (
    id                TEXT    NOT NULL PRIMARY KEY,
    unit_id           TEXT    NOT NULL REFERENCES org_units (id),
    kind              TEXT    NOT NULL CHECK (kind IN ('request', 'founding_reply', 'appointment', 'election_report',
                                                       'result_reply', 'filing')),
    series            TEXT    NOT NULL DEFAULT '',
    year              INTEGER,
    number            INTEGER CHECK (number > 0),
    mark              TEXT    NOT NULL,
    title             TEXT    NOT NULL,
    issued_on         BIGINT  NOT NULL,
    signatory_sealed  TEXT    NOT NULL,
    recorded_at       BIGINT  NOT NULL,
    recorded_by       TEXT    REFERENCES people (id),
    void_at           BIGINT,
    UNIQUE (unit_id, series, year, number)
);
CREATE INDEX papers_by_day ON papers (unit_id, issued_on);

CREATE TABLE batches (
    id                  TEXT    NOT NULL PRIMARY KEY,
    unit_id             TEXT    NOT NULL REFERENCES org_units (id),
    year                INTEGER NOT NULL,
    number              INTEGER NOT NULL,
    title               TEXT    NOT NULL,
    approved_on         BIGINT,
    founded_on          BIGINT,
    first_content_hash  TEXT    NOT NULL,
    created_by          TEXT    REFERENCES people (id),
    created_at          BIGINT  NOT NULL,
    UNIQUE (unit_id, year, number)
);

-- An organisation on its way. `unit_id` is set once it is founded.
CREATE TABLE org_projects (
    id                  TEXT    NOT NULL PRIMARY KEY,
    township_id         TEXT    NOT NULL REFERENCES org_units (id),
    name                TEXT    NOT NULL,
    short_name          TEXT    NOT NULL,
    kind                TEXT    NOT NULL CHECK (kind IN ('general_branch', 'branch', 'joint_branch', 'temporary_branch')),
    mode                TEXT    NOT NULL REFERENCES building_modes (code),
    members             INTEGER NOT NULL CHECK (members >= 0),
    youth               INTEGER NOT NULL CHECK (youth >= members),
    counted_on          BIGINT  NOT NULL,
    area                TEXT    NOT NULL,
    hobby               TEXT    NOT NULL,
    industry            TEXT    NOT NULL,
    trade               TEXT    NOT NULL,
    category            TEXT    NOT NULL,
    leave_paper         TEXT    NOT NULL,
    lasts_from          BIGINT,
    lasts_until         BIGINT,
    is_student          INTEGER NOT NULL CHECK (is_student IN (0, 1)),
    stage               TEXT    NOT NULL CHECK (stage IN ('surveyed', 'prepared', 'requested', 'founding_approved', 'elected',
                                                          'appointed', 'result_reported', 'result_approved', 'filed',
                                                          'dropped')),
    stage_on            BIGINT  NOT NULL,
    revision            INTEGER NOT NULL,
    unit_id             TEXT    UNIQUE REFERENCES org_units (id),
    batch_id            TEXT    REFERENCES batches (id),
    batch_sort          INTEGER NOT NULL DEFAULT 0,
    first_content_hash  TEXT    NOT NULL,
    created_by          TEXT    REFERENCES people (id),
    created_at          BIGINT  NOT NULL,
    changed_at          BIGINT  NOT NULL
);
CREATE INDEX org_projects_by_township ON org_projects (township_id, stage);
CREATE INDEX org_projects_by_batch ON org_projects (batch_id);

CREATE TABLE org_project_tags (
    project_id  TEXT    NOT NULL REFERENCES org_projects (id),
    tag         TEXT    NOT NULL,
    sort        INTEGER NOT NULL,
    PRIMARY KEY (project_id, tag)
);

CREATE TABLE org_project_partners (
    project_id  TEXT    NOT NULL REFERENCES org_projects (id),
    partner_id  TEXT    NOT NULL REFERENCES partners (id),
    sort        INTEGER NOT NULL,
    is_lead     INTEGER NOT NULL CHECK (is_lead IN (0, 1)),
    members     INTEGER CHECK (members >= 0),
    PRIMARY KEY (project_id, partner_id)
);

-- Who recorded which step when. Rows are never changed but for being taken back.
CREATE TABLE org_project_steps (
    id                 TEXT    NOT NULL PRIMARY KEY,
    project_id         TEXT    NOT NULL REFERENCES org_projects (id),
    sort               INTEGER NOT NULL,
    stage              TEXT    NOT NULL,
    stage_before       TEXT    NOT NULL,
    before_on          BIGINT  NOT NULL,
    happened_on        BIGINT  NOT NULL,
    paper_id           TEXT    REFERENCES papers (id),
    note               TEXT    NOT NULL,
    entered_on         BIGINT,
    content_hash       TEXT    NOT NULL,
    recorded_at        BIGINT  NOT NULL,
    recorded_by        TEXT    REFERENCES people (id),
    taken_back_at      BIGINT,
    taken_back_by      TEXT    REFERENCES people (id),
    taken_back_reason  TEXT    NOT NULL DEFAULT '',
    UNIQUE (project_id, sort)
);
CREATE INDEX org_project_steps_by_paper ON org_project_steps (paper_id);

-- Heads and ballots of a step that is an election.
CREATE TABLE org_project_elections (
    step_id        TEXT    NOT NULL PRIMARY KEY REFERENCES org_project_steps (id),
    entitled       INTEGER NOT NULL,
    present        INTEGER NOT NULL,
    ballots_out    INTEGER NOT NULL,
    ballots_back   INTEGER NOT NULL,
    ballots_valid  INTEGER NOT NULL,
    seats          INTEGER NOT NULL
);

-- Candidates, those elected, those who got a post: names of a step.
CREATE TABLE org_project_people (
    step_id      TEXT    NOT NULL REFERENCES org_project_steps (id),
    sort         INTEGER NOT NULL,
    name_sealed  TEXT    NOT NULL,
    votes        INTEGER,
    elected      INTEGER NOT NULL CHECK (elected IN (0, 1)),
    post         TEXT    CHECK (post IN ('secretary', 'deputy_secretary', 'org_officer', 'publicity_officer', 'officer')),
    PRIMARY KEY (step_id, sort)
);
