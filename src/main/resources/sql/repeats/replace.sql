-- Replaces the children of a chunk of submissions, whole or not at all; marks the changed submissions as dirty and
-- lists the files that fields name in the ledger. An edit requests its images again; other files are skipped. A
-- child's id is only its position, so children that are not in the chunk are deleted.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), offered AS (
    SELECT r.* FROM fence, jsonb_populate_recordset(NULL::${table}, :?rows::jsonb) r
), parents AS (
    SELECT s.id FROM fence, jsonb_array_elements_text(:?submissions::jsonb) AS s(id)
), main AS (
    ${lock}
), deleted AS (
    -- an array, not a join: without statistics, the planner would join by reading the whole table for each chunk
    DELETE FROM ${table} t USING fence, (SELECT count(*) FROM main) AS main_rows_are_locked
    WHERE t."__Submissions-id" = ANY(ARRAY(SELECT id FROM parents))
      AND NOT EXISTS (SELECT FROM offered o WHERE o."UUID" = t."UUID")
    RETURNING t."__Submissions-id" AS submission_id
), changed AS (
    INSERT INTO ${table} AS t (${columns})
    SELECT ${columns} FROM offered, (SELECT count(*) FROM main) AS main_rows_are_locked
    ON CONFLICT ("UUID") DO UPDATE SET ${set}
    WHERE (${stored}) IS DISTINCT FROM (${offered})
    RETURNING t."__Submissions-id" AS submission_id
), marked AS (
    INSERT INTO odk_unified_dirty (form, submission_id)
    SELECT ${form}, submission_id FROM changed
    UNION
    SELECT ${form}, submission_id FROM deleted
), listed_files AS (
    INSERT INTO odk_attachment AS a
        (form, submission_id, file_name, folder, state, reason, submitted_at, next_attempt_at)
    SELECT DISTINCT ON (f.submission_id, f.file_name)
        ${form}, f.submission_id, f.file_name, COALESCE(f.folder, ''),
        CASE WHEN f.skipped IS NULL THEN 'pending' ELSE 'skipped' END, f.skipped, f.submitted_at, now()
    FROM fence, jsonb_to_recordset(:?attachments::jsonb)
        AS f(submission_id text, file_name text, folder text, skipped text, submitted_at timestamptz)
    WHERE NOT EXISTS (SELECT FROM odk_tombstone s WHERE s.form = ${form} AND s.submission_id = f.submission_id)
    ORDER BY f.submission_id, f.file_name, f.skipped NULLS FIRST
    ON CONFLICT (form, submission_id, file_name) DO UPDATE
    SET folder = EXCLUDED.folder, state = EXCLUDED.state, reason = EXCLUDED.reason, attempts = 0,
        next_attempt_at = now(), requested_at = clock_timestamp(), history_id = NULL, accepted_at = NULL,
        url = CASE WHEN EXCLUDED.state = 'pending' THEN a.url END
    WHERE a.submission_id IN (SELECT submission_id FROM changed)
       OR (a.state = 'skipped') <> (EXCLUDED.state = 'skipped')
), refused AS (
    SELECT f.* FROM fence, jsonb_to_recordset(:?rejected::jsonb)
        AS f(submission_id text, record_id text, column_name text, raw text, reason text)
), rejected AS (
    INSERT INTO odk_rejected_record AS r
        (sync_type, table_name, submission_id, record_id, column_name, raw, reason)
    SELECT :?sync, ${table_name}, submission_id, record_id, column_name, raw::json, reason FROM refused
    ON CONFLICT (sync_type, table_name, record_id, column_name) DO UPDATE
    SET raw = EXCLUDED.raw, reason = EXCLUDED.reason, replayed_at = NULL, accepted_at = NULL,
        -- a reject of an earlier build only gets its reason
        rejected_at = CASE WHEN r.reason = '' AND r.replayed_at IS NULL AND r.raw::text = EXCLUDED.raw::text
                           THEN r.rejected_at ELSE now() END
    WHERE r.raw::text <> EXCLUDED.raw::text OR r.reason <> EXCLUDED.reason OR r.replayed_at IS NOT NULL
       OR (r.accepted_at IS NOT NULL AND r.submission_id IN (SELECT submission_id FROM changed))
), cleared AS (
    UPDATE odk_rejected_record r SET replayed_at = now()
    FROM parents p
    WHERE r.sync_type = :?sync AND r.table_name = ${table_name} AND r.submission_id = p.id
      AND r.replayed_at IS NULL
      AND NOT EXISTS (SELECT FROM refused f
                      WHERE f.record_id = r.record_id AND f.column_name = r.column_name)
), counted AS (
    UPDATE odk_sync_history h
    SET records_processed = h.records_processed
        + (SELECT count(*) FROM changed) + (SELECT count(*) FROM deleted)
    FROM fence
    WHERE h.id = :?history_id
)
SELECT (SELECT count(*) FROM fence) AS held
