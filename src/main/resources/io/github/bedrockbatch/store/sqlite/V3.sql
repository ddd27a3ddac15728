-- intervals: those of the polls and which is in force, as JSON. Null where the jobs make no difference. last_success is 1970-01-01 until the
-- first success.
ALTER TABLE target ADD COLUMN intervals TEXT;
