-- Deletes the placeholder from the attachment ledger and marks the submissions that show it as dirty.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), dropped AS (
    DELETE FROM odk_attachment a USING fence
    WHERE a.form = ${form} AND a.submission_id = '' AND a.file_name = ${placeholder}
    RETURNING a.submission_id
), marked AS (
    INSERT INTO odk_unified_dirty (form, submission_id)
    SELECT ${form}, m."UUID" FROM dropped, ${table} m WHERE ${without_images}
)
SELECT count(*) AS held FROM fence
