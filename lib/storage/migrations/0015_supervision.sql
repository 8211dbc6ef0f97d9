-- Supervision of townships (R59) and what leaders and instructors noted of their areas (R60-R62). Days are kept as the
-- instant at which they begin in Beijing.

-- basis: the half month or month that made the rule speak, the id itself for the county's own decision. stage, revision
-- and due_at follow from the steps.
CREATE TABLE supervisions (
    id         TEXT    NOT NULL PRIMARY KEY,
    unit_id    TEXT    NOT NULL REFERENCES org_units (id),
    cause      TEXT    NOT NULL CHECK (cause IN ('under_line', 'no_report', 'hollow', 'by_hand')),
    basis      TEXT    NOT NULL,
    stage      TEXT    NOT NULL CHECK (stage IN ('proposed', 'dropped', 'confirmed', 'visited', 'found', 'answered',
                                                 'closed')),
    revision   INTEGER NOT NULL CHECK (revision >= 1),
    due_at     BIGINT,
    opened_at  BIGINT  NOT NULL,
    UNIQUE (unit_id, cause, basis)
);

-- The figures that it was proposed for, as they were then.
CREATE TABLE supervision_facts (
    supervision_id  TEXT    NOT NULL REFERENCES supervisions (id),
    position        INTEGER NOT NULL,
    period          TEXT    NOT NULL,
    figure          TEXT    NOT NULL,
    value           INTEGER NOT NULL,
    PRIMARY KEY (supervision_id, position)
);

-- Never changed. people_sealed: who went on a visit, a line each.
CREATE TABLE supervision_steps (
    supervision_id  TEXT    NOT NULL REFERENCES supervisions (id),
    revision        INTEGER NOT NULL CHECK (revision >= 1),
    act             TEXT    NOT NULL CHECK (act IN ('propose', 'explain', 'confirm', 'drop', 'visit', 'find', 'answer',
                                                    'close')),
    words           TEXT    NOT NULL,
    on_at           BIGINT,
    due_at          BIGINT,
    people_sealed   TEXT,
    done_at         BIGINT  NOT NULL,
    done_by         TEXT    REFERENCES people (id),
    PRIMARY KEY (supervision_id, revision)
);

-- contact_id: whose visit it was; NULL for advice and for the township's reply.
CREATE TABLE area_notes (
    id           TEXT   NOT NULL PRIMARY KEY,
    unit_id      TEXT   NOT NULL REFERENCES org_units (id),
    kind         TEXT   NOT NULL CHECK (kind IN ('visit', 'advice', 'reply')),
    contact_id   TEXT   REFERENCES area_contacts (id),
    on_at        BIGINT NOT NULL,
    words        TEXT   NOT NULL,
    written_at   BIGINT NOT NULL,
    written_by   TEXT   REFERENCES people (id)
);
CREATE INDEX area_notes_by_unit ON area_notes (unit_id, on_at);
