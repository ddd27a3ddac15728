-- Reads cost what they return: open rows, and what has changed since a number, are found by an index.

-- min_reader: the oldest version of tables that a program must know to use these.
ALTER TABLE head ADD COLUMN min_reader INTEGER NOT NULL DEFAULT 2;

-- A success took no number before, and there may be no other recording.
UPDATE head SET version = 1 WHERE version = 0 AND EXISTS (SELECT 1 FROM target);

-- open: 1 while a cycle has to know the row without being asked for the job, as in RetentionRules.isOpen.
ALTER TABLE job ADD COLUMN open INTEGER NOT NULL DEFAULT 1;

UPDATE job SET open = 0 WHERE CASE WHEN json_valid(tracked) THEN
    json_extract(tracked, '$.snapshot.status') IN ('Completed', 'PartiallyCompleted', 'Failed', 'Stopped', 'Expired')
    AND json_extract(tracked, '$.settleDue') IS NULL
    AND json_extract(tracked, '$.manifest.due') IS NULL
END;

DROP INDEX job_by_target;

CREATE INDEX job_open ON job (account_id, region) WHERE open = 1;

DROP INDEX tombstone_by_target;

DROP INDEX lookup_by_target;

CREATE INDEX lookup_failed ON lookup (account_id, region) WHERE success = 0;

ALTER TABLE target ADD COLUMN version INTEGER NOT NULL DEFAULT 0;

UPDATE target SET version = (SELECT version FROM head);

CREATE INDEX target_by_version ON target (version);

ALTER TABLE total ADD COLUMN version INTEGER NOT NULL DEFAULT 0;

UPDATE total SET version = (SELECT version FROM head);

CREATE INDEX total_by_version ON total (version);

-- What the journal is filtered by. to_status and changed_at are null for entries that are no transition.
ALTER TABLE journal ADD COLUMN arn TEXT;

ALTER TABLE journal ADD COLUMN account_id TEXT;

ALTER TABLE journal ADD COLUMN region TEXT;

ALTER TABLE journal ADD COLUMN to_status TEXT;

ALTER TABLE journal ADD COLUMN changed_at TEXT;

UPDATE journal SET
    arn = json_extract(event, '$.job.jobArn'),
    to_status = json_extract(event, '$.to'),
    changed_at = replace(json_extract(event, '$.changedAt'), 'Z', '')
WHERE json_valid(event);

-- The fourth and the fifth part of an ARN; a time of nine digits.
UPDATE journal SET
    region = json_extract('[' || replace(json_quote(arn), ':', '","') || ']', '$[3]'),
    account_id = json_extract('[' || replace(json_quote(arn), ':', '","') || ']', '$[4]'),
    changed_at = substr(changed_at || CASE WHEN instr(changed_at, '.') THEN '' ELSE '.' END || '000000000', 1, 29) || 'Z'
WHERE arn IS NOT NULL;

CREATE INDEX journal_by_arn ON journal (arn, number);

CREATE INDEX journal_by_target ON journal (account_id, region, number);

CREATE INDEX journal_by_account ON journal (account_id, number);

CREATE INDEX journal_by_region ON journal (region, number);

CREATE INDEX journal_by_to_status ON journal (to_status, number);
