-- Stores a chunk of submissions, whole or not at all: changed rows, a dirty mark for each, and the files that their
-- fields name. An edit requests its images again, and the stored ones stay until then; other files are skipped. A
-- deleted submission leaves the table and the ledger (or is only marked as deleted) and becomes a tombstone; a purged
-- one leaves no tombstone. An encrypted submission has no row: it is recorded separately until a readable version
-- arrives. Locks main rows in key order, and before ledger rows, as every statement does that writes both.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), offered AS (
    SELECT r.* FROM fence, jsonb_populate_recordset(NULL::${table}, :?rows::jsonb) r
), changed AS (
    INSERT INTO ${table} AS t (${columns})
    SELECT ${columns} FROM offered ORDER BY "UUID"
    ON CONFLICT ("UUID") DO UPDATE SET ${set}
    WHERE (${stored}) IS DISTINCT FROM (${offered})
    RETURNING t."UUID" AS submission_id
), deleted_ids AS (
    SELECT d.* FROM fence, jsonb_to_recordset(:?deleted::jsonb)
        AS d(submission_id text, deleted_at timestamptz)
), encrypted AS (
    SELECT e.* FROM fence, jsonb_to_recordset(:?encrypted::jsonb)
        AS e(submission_id text, submitted_at timestamptz, updated_at timestamptz, is_live boolean)
), removed_encrypted AS (
    DELETE FROM ${table} t USING encrypted e WHERE t."UUID" = e.submission_id
    RETURNING e.submission_id
), removed AS (
    ${remove}
), removed_files AS (
    DELETE FROM odk_attachment a
    USING (SELECT submission_id FROM deleted_ids UNION SELECT submission_id FROM encrypted) d
    WHERE a.form = ${form} AND a.submission_id = d.submission_id
), recorded_encrypted AS (
    INSERT INTO odk_encrypted_submission AS s (form, submission_id, submitted_at, updated_at)
    SELECT ${form}, submission_id, submitted_at, updated_at FROM encrypted WHERE is_live
    ON CONFLICT (form, submission_id) DO UPDATE
    SET submitted_at = EXCLUDED.submitted_at, updated_at = EXCLUDED.updated_at
    WHERE (s.submitted_at, s.updated_at) IS DISTINCT FROM (EXCLUDED.submitted_at, EXCLUDED.updated_at)
), cleared_encrypted AS (
    DELETE FROM odk_encrypted_submission s
    USING (SELECT "UUID" AS submission_id FROM offered UNION SELECT submission_id FROM deleted_ids) r
    WHERE s.form = ${form} AND s.submission_id = r.submission_id
), tombstoned AS (
    INSERT INTO odk_tombstone AS s (form, submission_id, deleted_at)
    SELECT ${form}, submission_id, deleted_at FROM deleted_ids WHERE deleted_at IS NOT NULL
    ON CONFLICT (form, submission_id) DO UPDATE SET deleted_at = EXCLUDED.deleted_at
    WHERE s.deleted_at <> EXCLUDED.deleted_at
), restored AS (
    DELETE FROM odk_tombstone s
    USING (SELECT "UUID" AS submission_id FROM offered
           UNION SELECT submission_id FROM deleted_ids
           UNION SELECT submission_id FROM encrypted
           EXCEPT SELECT submission_id FROM deleted_ids WHERE deleted_at IS NOT NULL) r
    WHERE s.form = ${form} AND s.submission_id = r.submission_id
), marked AS (
    INSERT INTO odk_unified_dirty (form, submission_id)
    SELECT ${form}, submission_id FROM changed
    UNION ALL
    SELECT ${form}, submission_id FROM removed
    UNION ALL
    SELECT ${form}, submission_id FROM removed_encrypted
), listed_files AS (
    INSERT INTO odk_attachment AS a
        (form, submission_id, file_name, folder, state, reason, submitted_at, next_attempt_at)
    SELECT DISTINCT ON (f.submission_id, f.file_name)
        ${form}, f.submission_id, f.file_name, COALESCE(f.folder, ''),
        CASE WHEN f.skipped IS NULL THEN 'pending' ELSE 'skipped' END, f.skipped, f.submitted_at, now()
    FROM fence, (SELECT count(*) FROM changed) AS main_rows_are_locked,
        jsonb_to_recordset(:?attachments::jsonb)
        AS f(submission_id text, file_name text, folder text, skipped text, submitted_at timestamptz)
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
    FROM (SELECT "UUID" AS submission_id FROM offered
          UNION SELECT submission_id FROM deleted_ids
          UNION SELECT submission_id FROM encrypted) o
    WHERE r.sync_type = :?sync AND r.table_name = ${table_name} AND r.submission_id = o.submission_id
      AND r.replayed_at IS NULL
      AND NOT EXISTS (SELECT FROM refused f
                      WHERE f.record_id = r.record_id AND f.column_name = r.column_name)
), counted AS (
    UPDATE odk_sync_history h
    SET records_processed = h.records_processed
        + (SELECT count(*) FROM changed) + (SELECT count(*) FROM removed) + (SELECT count(*) FROM removed_encrypted)
    FROM fence
    WHERE h.id = :?history_id
)
SELECT count(*) AS held FROM fence
