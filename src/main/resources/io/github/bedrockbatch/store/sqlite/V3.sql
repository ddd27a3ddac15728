-- Totals by model. Those of durations had no model and keep their sums under "unknown". Those of records and tokens had it in the first label.
CREATE TABLE total_by_model (
    total      TEXT NOT NULL,
    account_id TEXT NOT NULL,
    region     TEXT NOT NULL,
    model      TEXT NOT NULL,
    first      TEXT NOT NULL,
    second     TEXT NOT NULL,
    version    INTEGER NOT NULL,
    amount     INTEGER NOT NULL,
    PRIMARY KEY (total, account_id, region, model, first, second)
) WITHOUT ROWID;

INSERT INTO total_by_model (total, account_id, region, model, first, second, version, amount)
SELECT total, account_id, region, first, second, '', version, amount
FROM total WHERE total IN ('RECORDS', 'TOKENS');

INSERT INTO total_by_model (total, account_id, region, model, first, second, version, amount)
SELECT total, account_id, region, 'unknown', first, second, version, amount
FROM total WHERE total IN ('DURATION_BUCKET', 'DURATION_MILLIS', 'QUEUE_BUCKET', 'QUEUE_MILLIS');

INSERT INTO total_by_model (total, account_id, region, model, first, second, version, amount)
SELECT total, account_id, region, '', first, second, version, amount
FROM total WHERE total IN ('TRANSITIONS', 'DETECTION_BUCKET', 'DETECTION_MILLIS');

DROP TABLE total;

ALTER TABLE total_by_model RENAME TO total;

CREATE INDEX total_by_version ON total (version);

-- A program that knows no models would count beside them.
UPDATE head SET min_reader = 3;

-- intervals: those of the polls and which is in force, as JSON. Null where the jobs make no difference. last_success is 1970-01-01 until the
-- first success.
ALTER TABLE target ADD COLUMN intervals TEXT;

-- The latest transitions to a status, of an account, a region or both. What is no transition is in none of them.
CREATE INDEX journal_by_account_and_status ON journal (account_id, to_status, number) WHERE to_status IS NOT NULL;

CREATE INDEX journal_by_region_and_status ON journal (region, to_status, number) WHERE to_status IS NOT NULL;

CREATE INDEX journal_by_target_and_status ON journal (account_id, region, to_status, number) WHERE to_status IS NOT NULL;
