-- Times are text in UTC with nine digits of a second, as in a SQLite file. Texts compare by their bytes, as Java compares them.

-- One row. version: the number of the newest recording. entry: that of the newest journal entry. min_reader: the oldest version of
-- tables that a program must know to use these.
CREATE TABLE head (
    id         SMALLINT PRIMARY KEY CHECK (id = 1),
    version    BIGINT NOT NULL,
    entry      BIGINT NOT NULL,
    min_reader BIGINT NOT NULL
);

INSERT INTO head (id, version, entry, min_reader) VALUES (1, 0, 0, 1);

-- tracked: the whole row as JSON. open: 1 while a cycle has to know the row without being asked for the job. prunable_from: from here
-- its retention counts; null while it may not be pruned.
CREATE TABLE job (
    arn           TEXT COLLATE "C" PRIMARY KEY,
    account_id    TEXT COLLATE "C" NOT NULL,
    region        TEXT COLLATE "C" NOT NULL,
    version       BIGINT NOT NULL,
    open          SMALLINT NOT NULL,
    prunable_from TEXT COLLATE "C",
    tracked       TEXT NOT NULL
);

CREATE INDEX job_open ON job (account_id, region) WHERE open = 1;

CREATE INDEX job_by_version ON job (version);

CREATE INDEX job_by_prunable_from ON job (prunable_from) WHERE prunable_from IS NOT NULL;

CREATE TABLE tombstone (
    arn        TEXT COLLATE "C" PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL,
    region     TEXT COLLATE "C" NOT NULL,
    status     TEXT NOT NULL,
    changed_at TEXT COLLATE "C" NOT NULL
);

CREATE INDEX tombstone_by_changed_at ON tombstone (changed_at);

CREATE TABLE lookup (
    arn             TEXT COLLATE "C" PRIMARY KEY,
    account_id      TEXT COLLATE "C" NOT NULL,
    region          TEXT COLLATE "C" NOT NULL,
    version         BIGINT NOT NULL,
    success         SMALLINT NOT NULL,
    not_found_since TEXT COLLATE "C",
    next_due        TEXT COLLATE "C"
);

CREATE INDEX lookup_failed ON lookup (account_id, region) WHERE success = 0;

CREATE INDEX lookup_by_version ON lookup (version);

CREATE TABLE walk (
    account_id        TEXT COLLATE "C" NOT NULL,
    region            TEXT COLLATE "C" NOT NULL,
    watch             TEXT COLLATE "C" NOT NULL,
    completed_walk_at TEXT COLLATE "C" NOT NULL,
    pages             INTEGER NOT NULL,
    PRIMARY KEY (account_id, region, watch)
);

CREATE TABLE target (
    account_id   TEXT COLLATE "C" NOT NULL,
    region       TEXT COLLATE "C" NOT NULL,
    version      BIGINT NOT NULL,
    last_success TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (account_id, region)
);

CREATE INDEX target_by_version ON target (version);

CREATE TABLE total (
    total      TEXT COLLATE "C" NOT NULL,
    account_id TEXT COLLATE "C" NOT NULL,
    region     TEXT COLLATE "C" NOT NULL,
    first      TEXT COLLATE "C" NOT NULL,
    second     TEXT COLLATE "C" NOT NULL,
    version    BIGINT NOT NULL,
    amount     BIGINT NOT NULL,
    PRIMARY KEY (total, account_id, region, first, second)
);

CREATE INDEX total_by_version ON total (version);

-- to_status and changed_at are null for entries that are no transition.
CREATE TABLE journal (
    number     BIGINT PRIMARY KEY,
    seen_at    TEXT COLLATE "C" NOT NULL,
    arn        TEXT COLLATE "C" NOT NULL,
    account_id TEXT COLLATE "C" NOT NULL,
    region     TEXT COLLATE "C" NOT NULL,
    to_status  TEXT COLLATE "C",
    changed_at TEXT COLLATE "C",
    event      TEXT NOT NULL
);

CREATE INDEX journal_by_seen_at ON journal (seen_at);

CREATE INDEX journal_by_arn ON journal (arn, number);

CREATE INDEX journal_by_target ON journal (account_id, region, number);

CREATE INDEX journal_by_account ON journal (account_id, number);

CREATE INDEX journal_by_region ON journal (region, number);

CREATE INDEX journal_by_to_status ON journal (to_status, number);

CREATE TABLE journal_cursor (
    reader TEXT COLLATE "C" PRIMARY KEY,
    number BIGINT NOT NULL
);

-- Who may do what only one process may. number grows with each new holder. The end is by the database's clock.
CREATE TABLE lease (
    name    TEXT COLLATE "C" PRIMARY KEY,
    holder  TEXT COLLATE "C" NOT NULL,
    number  BIGINT NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    -- What the holder leaves to the next one, as JSON, and when it did.
    pace     TEXT,
    paced_at TIMESTAMPTZ
);
