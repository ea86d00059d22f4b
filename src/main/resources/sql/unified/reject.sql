-- Notes the submission of the oldest mark as one whose unified row PostgreSQL refuses, and takes back its marks: the row
-- stays as it was until the submission is marked again.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), oldest AS (
    SELECT d.submission_id FROM fence, odk_form f JOIN odk_unified_dirty d USING (form)
    WHERE f.form = ${form} AND f.hash || COALESCE(' ' || f.options_hash, '') = ${version} ORDER BY d.id LIMIT 1
), taken AS (
    DELETE FROM odk_unified_dirty d USING oldest o
    WHERE d.form = ${form} AND d.submission_id = o.submission_id
    RETURNING d.submission_id
), rejected AS (
    INSERT INTO odk_rejected_record AS r
        (sync_type, table_name, submission_id, record_id, column_name, raw, reason)
    SELECT :?sync, ${unified_name}, submission_id, submission_id, '', 'null'::json, :?reason
    FROM (SELECT DISTINCT submission_id FROM taken) t
    ON CONFLICT (sync_type, table_name, record_id, column_name) DO UPDATE
    SET reason = EXCLUDED.reason, rejected_at = now(), replayed_at = NULL, accepted_at = NULL
    WHERE r.reason <> EXCLUDED.reason OR r.replayed_at IS NOT NULL
)
SELECT count(*) AS held FROM fence
