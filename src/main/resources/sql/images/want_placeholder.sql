-- Adds the placeholder to the attachment ledger, as a file without a submission. Returns requested_at until it is
-- stored.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), listed AS (
    INSERT INTO odk_attachment AS a (form, submission_id, file_name, folder, state)
    SELECT ${form}, '', ${placeholder}, 'placeholders', 'stored' FROM fence
    ON CONFLICT (form, submission_id, file_name) DO UPDATE SET requested_at = clock_timestamp()
    WHERE a.url IS NULL
    RETURNING a.requested_at, a.file_name, a.folder
)
SELECT (SELECT count(*) FROM fence) AS held, odk_utc(w.requested_at) AS requested_at, w.file_name, w.folder
FROM (SELECT 1) AS one LEFT JOIN listed w ON true
