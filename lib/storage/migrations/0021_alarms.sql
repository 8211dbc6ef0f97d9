-- What needs a person, found and told by the bot.
CREATE TABLE alarms (
    id        TEXT    NOT NULL PRIMARY KEY,
    cause     TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    detail    TEXT    NOT NULL,
    raised_at BIGINT  NOT NULL,
    ended_at  BIGINT,
    told_at   BIGINT,
    tellings  INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX alarms_open ON alarms (cause, subject) WHERE ended_at IS NULL;
CREATE INDEX alarms_by_raised ON alarms (raised_at);
