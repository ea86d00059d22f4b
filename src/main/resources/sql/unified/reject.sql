-- Rejects the submission of a dirty mark whose unified row PostgreSQL refuses, and deletes the mark. The old row stays
-- until the submission is marked again. Returns no submission if the form has a newer version.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), taken AS (
    DELETE FROM odk_unified_dirty d USING fence, odk_form f
    WHERE d.id = ANY(:?mark_ids::bigint[])
      AND f.form = ${form} AND f.hash || COALESCE(' ' || f.options_hash, '') = ${version}
    RETURNING d.submission_id
), rejected AS (
    INSERT INTO odk_rejected_record AS r
        (sync_type, table_name, submission_id, record_id, column_name, raw, reason)
    SELECT :?sync, ${unified_name}, submission_id, submission_id, '', 'null'::json, :?reason
    FROM taken
    ON CONFLICT (sync_type, table_name, record_id, column_name) DO UPDATE
    SET reason = EXCLUDED.reason, rejected_at = now(), replayed_at = NULL, accepted_at = NULL
    WHERE r.reason <> EXCLUDED.reason OR r.replayed_at IS NOT NULL
)
SELECT (SELECT count(*) FROM fence) AS held, (SELECT submission_id FROM taken) AS submission_id
