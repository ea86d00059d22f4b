-- A file that is no image for us is compared with Central's as well: it may be replaced by one that is.
DROP INDEX odk_attachment_check_due;
CREATE INDEX odk_attachment_check_due ON odk_attachment (form, next_check_at)
    WHERE state IN ('stored', 'failed') AND md5 IS NOT NULL;

COMMENT ON COLUMN odk_attachment.outcome IS
    'of the run that last worked on it: stored, unchanged, missing, failed or refused';
