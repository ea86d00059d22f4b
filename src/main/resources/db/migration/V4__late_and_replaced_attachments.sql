-- Files that arrive late are asked for again by the ledger's own clock, and stored ones are compared with
-- Central's now and then: a replaced file moves nothing but its own ETag.
ALTER TABLE odk_attachment
    ADD COLUMN outcome text;           -- of the run that last worked on it: stored, unchanged, missing or failed

COMMENT ON COLUMN odk_attachment.next_check_at IS
    'when a stored file is to be compared with Central''s; null where that is not possible, without an md5';

-- by the clock: however many files never arrive, and however many are stored, only due ones are read
DROP INDEX odk_attachment_due;
CREATE INDEX odk_attachment_due ON odk_attachment (form, next_attempt_at)
    WHERE state IN ('pending', 'missing');
CREATE INDEX odk_attachment_check_due ON odk_attachment (form, next_check_at)
    WHERE state = 'stored' AND md5 IS NOT NULL;
CREATE INDEX odk_attachment_worked ON odk_attachment (history_id);

-- what is stored already: in the course of a week
UPDATE odk_attachment
SET next_check_at = now() + random() * interval '7 days'
WHERE state = 'stored' AND md5 IS NOT NULL;
