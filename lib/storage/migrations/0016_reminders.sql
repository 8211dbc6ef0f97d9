-- Reminders that anybody can leave alone: whom they went to, pauses, what was settled by phone, and the cause for which
-- a township is looked at when branches stay silent.

-- Limits are counted for each person, merged ones with him.
CREATE INDEX outbox_by_person ON outbox (person_id, created_at);
CREATE INDEX people_by_merged ON people (merged_into);

-- trail: channels that were not taken, each with its reason. note: what was said on the phone, sealed.
ALTER TABLE call_list ADD COLUMN trail TEXT NOT NULL DEFAULT '';
ALTER TABLE call_list ADD COLUMN note_sealed TEXT;
ALTER TABLE call_list ADD COLUMN done_by TEXT REFERENCES people (id);

-- Nobody of the unit and below it is reminded, or, with person_id, not that person, before until_at.
CREATE TABLE reminder_pauses (
    id             TEXT   NOT NULL PRIMARY KEY,
    unit_id        TEXT   NOT NULL REFERENCES org_units (id),
    person_id      TEXT   REFERENCES people (id),
    until_at       BIGINT NOT NULL,
    reason_sealed  TEXT   NOT NULL,
    made_at        BIGINT NOT NULL,
    made_by        TEXT   REFERENCES people (id),
    ended_at       BIGINT
);
CREATE INDEX reminder_pauses_by_until ON reminder_pauses (until_at);

-- The kinds of the first reminders; who still needs one is told anew.
UPDATE outbox
SET state = 'cancelled', outcome = 'replaced'
WHERE kind IN ('remind', 'remind_notice', 'remind_text') AND state IN ('due', 'refused');

-- supervisions.cause gains 'silent': branches without a log long after the month ended. A check cannot be changed, so
-- the three tables are made anew.
CREATE TABLE new_supervisions (
    id         TEXT    NOT NULL PRIMARY KEY,
    unit_id    TEXT    NOT NULL REFERENCES org_units (id),
    cause      TEXT    NOT NULL CHECK (cause IN ('under_line', 'no_report', 'hollow', 'silent', 'by_hand')),
    basis      TEXT    NOT NULL,
    stage      TEXT    NOT NULL CHECK (stage IN ('proposed', 'dropped', 'confirmed', 'visited', 'found', 'answered',
                                                 'closed')),
    revision   INTEGER NOT NULL CHECK (revision >= 1),
    due_at     BIGINT,
    opened_at  BIGINT  NOT NULL,
    UNIQUE (unit_id, cause, basis)
);
CREATE TABLE new_supervision_facts (
    supervision_id  TEXT    NOT NULL REFERENCES new_supervisions (id),
    position        INTEGER NOT NULL,
    period          TEXT    NOT NULL,
    figure          TEXT    NOT NULL,
    value           INTEGER NOT NULL,
    PRIMARY KEY (supervision_id, position)
);
CREATE TABLE new_supervision_steps (
    supervision_id  TEXT    NOT NULL REFERENCES new_supervisions (id),
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
INSERT INTO new_supervisions (id, unit_id, cause, basis, stage, revision, due_at, opened_at)
SELECT id, unit_id, cause, basis, stage, revision, due_at, opened_at
FROM supervisions;
INSERT INTO new_supervision_facts (supervision_id, position, period, figure, value)
SELECT supervision_id, position, period, figure, value
FROM supervision_facts;
INSERT INTO new_supervision_steps (supervision_id, revision, act, words, on_at, due_at, people_sealed, done_at, done_by)
SELECT supervision_id, revision, act, words, on_at, due_at, people_sealed, done_at, done_by
FROM supervision_steps;
DROP TABLE supervision_steps;
DROP TABLE supervision_facts;
DROP TABLE supervisions;
ALTER TABLE new_supervisions RENAME TO supervisions;
ALTER TABLE new_supervision_facts RENAME TO supervision_facts;
ALTER TABLE new_supervision_steps RENAME TO supervision_steps;
