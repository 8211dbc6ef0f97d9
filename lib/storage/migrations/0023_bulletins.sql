-- Bulletins of every kind (domain 9.2), the words that a person put around their figures, who approved them, when they go,
-- mass sends and withdrawals. Until now there was the progress column alone; its rows stay as they are.
CREATE TABLE new_bulletins (
    id                 TEXT    NOT NULL PRIMARY KEY,
    unit_id            TEXT    NOT NULL REFERENCES org_units (id),
    account            TEXT    NOT NULL,
    kind               TEXT    NOT NULL CHECK (kind IN ('progress_column', 'meeting', 'newsletter', 'publicity',
                                                        'erratum')),
    period             TEXT    NOT NULL,
    issue              INTEGER NOT NULL,
    edition            INTEGER NOT NULL,
    state              TEXT    NOT NULL CHECK (state IN ('composed', 'uploading', 'drafted', 'publishing', 'published',
                                                         'sending', 'sent', 'withdrawn', 'stopped_at_draft', 'refused',
                                                         'unknown')),
    release            TEXT    NOT NULL CHECK (release IN ('draft', 'publish', 'mass_send')),
    goes_at            BIGINT,
    wanted_at          BIGINT,
    snapshot           TEXT    NOT NULL,
    words              TEXT    NOT NULL,
    revision           INTEGER NOT NULL CHECK (revision >= 1),
    draft_revision     INTEGER NOT NULL,
    edited_by          TEXT    REFERENCES people (id),
    approved_by        TEXT    REFERENCES people (id),
    approved_revision  INTEGER NOT NULL,
    approved_at        BIGINT,
    about_id           TEXT    REFERENCES new_bulletins (id),
    title              TEXT    NOT NULL,
    digest             TEXT    NOT NULL,
    pictures           TEXT    NOT NULL,
    cover_media        TEXT    NOT NULL DEFAULT '',
    draft_media        TEXT    NOT NULL DEFAULT '',
    publish_id         TEXT    NOT NULL DEFAULT '',
    mass_id            TEXT    NOT NULL DEFAULT '',
    mass_at            BIGINT,
    article_id         TEXT    NOT NULL DEFAULT '',
    article_url        TEXT    NOT NULL DEFAULT '',
    note               TEXT    NOT NULL DEFAULT '',
    withdrawal         TEXT    NOT NULL DEFAULT '',
    composed_at        BIGINT  NOT NULL,
    changed_at         BIGINT  NOT NULL,
    published_at       BIGINT,
    UNIQUE (unit_id, kind, period, edition),
    UNIQUE (unit_id, kind, issue)
);
CREATE TABLE new_standing_snapshots (
    id           TEXT   NOT NULL PRIMARY KEY,
    unit_id      TEXT   NOT NULL REFERENCES org_units (id),
    day_at       BIGINT NOT NULL,
    cause        TEXT   NOT NULL CHECK (cause IN ('daily', 'bulletin')),
    bulletin_id  TEXT   REFERENCES new_bulletins (id),
    campaign_id  TEXT   REFERENCES campaigns (id),
    deadline_at  BIGINT,
    frozen_at    BIGINT NOT NULL
);
CREATE TABLE new_standing_days (
    snapshot_id          TEXT    NOT NULL REFERENCES new_standing_snapshots (id),
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

-- The addresses of its pictures, which had a column each, become one text: {"activities": "https://..."}.
INSERT INTO new_bulletins (id, unit_id, account, kind, period, issue, edition, state, release, snapshot, words, revision,
                           draft_revision, approved_revision, title, digest, pictures, cover_media, draft_media,
                           publish_id, article_id, article_url, note, composed_at, changed_at, published_at)
SELECT id, unit_id, account, 'progress_column', period, issue, edition, state, release, snapshot, '{}', 1,
       CASE WHEN draft_media = '' THEN 0 ELSE 1 END, 0, title, digest,
       '{"activities":"' || chart_url || '","goals":"' || goals_url || '","halves":"' || halves_url || '"}', cover_media,
       draft_media, publish_id, article_id, article_url, note, composed_at, changed_at, published_at
FROM bulletins;
INSERT INTO new_standing_snapshots (id, unit_id, day_at, cause, bulletin_id, campaign_id, deadline_at, frozen_at)
SELECT id, unit_id, day_at, cause, bulletin_id, campaign_id, deadline_at, frozen_at
FROM standing_snapshots;
INSERT INTO new_standing_days (snapshot_id, unit_id, position, place, target, founded_new, founded_old, claimed_new,
                               claimed_old, counted_new, counted_old, alive, weak, hollow, new_this_period,
                               counted_this_period, gap, days_left, needed, forecast, reached_at)
SELECT snapshot_id, unit_id, position, place, target, founded_new, founded_old, claimed_new, claimed_old, counted_new,
       counted_old, alive, weak, hollow, new_this_period, counted_this_period, gap, days_left, needed, forecast,
       reached_at
FROM standing_days;

DROP TABLE standing_days;
DROP TABLE standing_snapshots;
DROP TABLE bulletins;
ALTER TABLE new_bulletins RENAME TO bulletins;
ALTER TABLE new_standing_snapshots RENAME TO standing_snapshots;
ALTER TABLE new_standing_days RENAME TO standing_days;
CREATE INDEX standing_snapshots_by_day ON standing_snapshots (unit_id, day_at);
CREATE UNIQUE INDEX standing_snapshots_daily ON standing_snapshots (unit_id, day_at) WHERE cause = 'daily';
CREATE INDEX bulletins_by_publish_id ON bulletins (account, publish_id);
CREATE INDEX bulletins_by_mass_id ON bulletins (account, mass_id);

-- The end of a mass send as WeChat pushed it, which may come before the answer that names the send.
CREATE TABLE mass_results (
    account      TEXT    NOT NULL,
    mass_id      TEXT    NOT NULL,
    succeeded    INTEGER NOT NULL CHECK (succeeded IN (0, 1)),
    error        INTEGER,
    article_url  TEXT    NOT NULL,
    told_at      BIGINT  NOT NULL,
    PRIMARY KEY (account, mass_id)
);
