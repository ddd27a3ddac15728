-- In the order in which recordings and readers come to them: with a lock of total or target this step would wait for a recording that holds
-- head and waits for it.
LOCK TABLE head, total, target IN ACCESS EXCLUSIVE MODE;

-- Totals by model. Those of durations had no model and keep their sums under "unknown". Those of records and tokens had it in the first label.
ALTER TABLE total ADD COLUMN model TEXT COLLATE "C" NOT NULL DEFAULT '';

ALTER TABLE total DROP CONSTRAINT total_pkey;

UPDATE total SET model = first, first = second, second = '' WHERE total IN ('RECORDS', 'TOKENS');

UPDATE total SET model = 'unknown'
WHERE total IN ('DURATION_BUCKET', 'DURATION_MILLIS', 'QUEUE_BUCKET', 'QUEUE_MILLIS');

ALTER TABLE total ADD PRIMARY KEY (total, account_id, region, model, first, second);

ALTER TABLE total ALTER COLUMN model DROP DEFAULT;

-- A program that knows no models would count beside them.
UPDATE head SET min_reader = 3;

-- intervals: those of the polls and which is in force, as JSON. Null where the jobs make no difference. last_success is 1970-01-01 until the
-- first success.
ALTER TABLE target ADD COLUMN intervals TEXT;

-- The latest transitions to a status, of an account, a region or both. What is no transition is in none of them.
CREATE INDEX journal_by_account_and_status ON journal (account_id, to_status, number) WHERE to_status IS NOT NULL;

CREATE INDEX journal_by_region_and_status ON journal (region, to_status, number) WHERE to_status IS NOT NULL;

CREATE INDEX journal_by_target_and_status ON journal (account_id, region, to_status, number) WHERE to_status IS NOT NULL;
