-- Stores a chunk of submissions, whole or not at all: rows that differ, a mark for each of these, and the
-- files that their image fields name. An edit asks for its files again; what is stored of them stays.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR SHARE
), offered AS (
    SELECT r.* FROM fence, jsonb_populate_recordset(NULL::${table}, :?rows::jsonb) r
), changed AS (
    INSERT INTO ${table} AS t (${columns})
    SELECT ${columns} FROM offered
    ON CONFLICT ("UUID") DO UPDATE SET ${set}
    WHERE (${stored}) IS DISTINCT FROM (${offered})
    RETURNING t."UUID" AS submission_id
), marked AS (
    INSERT INTO odk_unified_dirty (form, submission_id)
    SELECT ${form}, submission_id FROM changed
), named AS (
    INSERT INTO odk_attachment AS a
        (form, submission_id, file_name, folder, state, submitted_at, next_attempt_at)
    SELECT DISTINCT ON (f.submission_id, f.file_name)
        ${form}, f.submission_id, f.file_name, f.folder, 'pending', f.submitted_at, now()
    FROM fence, jsonb_to_recordset(:?attachments::jsonb)
        AS f(submission_id text, file_name text, folder text, submitted_at timestamptz)
    ON CONFLICT (form, submission_id, file_name) DO UPDATE
    SET state = 'pending', reason = NULL, attempts = 0, next_attempt_at = now()
    WHERE a.submission_id IN (SELECT submission_id FROM changed)
), rejected AS (
    INSERT INTO odk_rejected_record AS r (sync_type, table_name, record_id, column_name, raw)
    SELECT :?sync, ${table_name}, f.record_id, f.column_name, f.raw::json
    FROM fence, jsonb_to_recordset(:?rejected::jsonb)
        AS f(record_id text, column_name text, raw text)
    ON CONFLICT (sync_type, table_name, record_id, column_name) DO UPDATE
    SET raw = EXCLUDED.raw, rejected_at = now(), replayed_at = NULL
    WHERE r.raw::text <> EXCLUDED.raw::text
), counted AS (
    UPDATE odk_sync_history h
    SET records_processed = h.records_processed + (SELECT count(*) FROM changed)
    FROM fence
    WHERE h.id = :?history_id
)
SELECT (SELECT count(*) FROM fence) AS held, (SELECT count(*) FROM changed) AS changed
