-- Times are text in UTC with nine digits of a second, so that they compare as they sort.

-- One row: the number of the newest recording and that of the newest journal entry.
CREATE TABLE head (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    entry   INTEGER NOT NULL
);

INSERT INTO head (id, version, entry) VALUES (1, 0, 0);

-- tracked: the whole row as JSON. prunable_from: from here its retention counts; null while it may not be pruned.
CREATE TABLE job (
    arn           TEXT PRIMARY KEY,
    account_id    TEXT NOT NULL,
    region        TEXT NOT NULL,
    version       INTEGER NOT NULL,
    prunable_from TEXT,
    tracked       TEXT NOT NULL
);

CREATE INDEX job_by_target ON job (account_id, region);

CREATE INDEX job_by_version ON job (version);

CREATE INDEX job_by_prunable_from ON job (prunable_from) WHERE prunable_from IS NOT NULL;

CREATE TABLE tombstone (
    arn        TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    region     TEXT NOT NULL,
    status     TEXT NOT NULL,
    changed_at TEXT NOT NULL
);

CREATE INDEX tombstone_by_target ON tombstone (account_id, region);

CREATE INDEX tombstone_by_changed_at ON tombstone (changed_at);

CREATE TABLE lookup (
    arn             TEXT PRIMARY KEY,
    account_id      TEXT NOT NULL,
    region          TEXT NOT NULL,
    version         INTEGER NOT NULL,
    success         INTEGER NOT NULL,
    not_found_since TEXT,
    next_due        TEXT
);

CREATE INDEX lookup_by_target ON lookup (account_id, region);

CREATE INDEX lookup_by_version ON lookup (version);

CREATE TABLE walk (
    account_id        TEXT NOT NULL,
    region            TEXT NOT NULL,
    watch             TEXT NOT NULL,
    completed_walk_at TEXT NOT NULL,
    pages             INTEGER NOT NULL,
    PRIMARY KEY (account_id, region, watch)
) WITHOUT ROWID;

CREATE TABLE target (
    account_id   TEXT NOT NULL,
    region       TEXT NOT NULL,
    last_success TEXT NOT NULL,
    PRIMARY KEY (account_id, region)
) WITHOUT ROWID;

CREATE TABLE journal (
    number  INTEGER PRIMARY KEY,
    seen_at TEXT NOT NULL,
    event   TEXT NOT NULL
);

CREATE INDEX journal_by_seen_at ON journal (seen_at);

CREATE TABLE journal_cursor (
    reader TEXT PRIMARY KEY,
    number INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE total (
    total      TEXT NOT NULL,
    account_id TEXT NOT NULL,
    region     TEXT NOT NULL,
    first      TEXT NOT NULL,
    second     TEXT NOT NULL,
    amount     INTEGER NOT NULL,
    PRIMARY KEY (total, account_id, region, first, second)
) WITHOUT ROWID;
