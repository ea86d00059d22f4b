-- Writes the ledger's links into the rows of a repeat, for a chunk of submissions. Runs after the statement that stored
-- these rows: a file copied in between found no row to write its link into. Locks rows of the main table first, then
-- reads the ledger.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), parents AS (
    SELECT s.submission_id AS id FROM fence, jsonb_to_recordset(:?versions::jsonb) AS s(submission_id text)
), main AS (
    ${lock}
), ledger AS (
    SELECT a.submission_id, a.file_name, a.url
    FROM (SELECT count(*) FROM main) AS main_rows_are_locked, odk_attachment a
    WHERE a.form = ${form} AND a.submission_id IN (SELECT id FROM parents)
    ORDER BY a.submission_id, a.file_name FOR SHARE OF a
), links AS (
    SELECT submission_id, jsonb_object_agg(file_name, url) AS links FROM ledger WHERE url IS NOT NULL
    GROUP BY submission_id
), changed AS (
    UPDATE ${table} c SET ${links} FROM links l
    WHERE c."__Submissions-id" = l.submission_id AND (${relinked})
    RETURNING l.submission_id
), marked AS (
    INSERT INTO odk_unified_dirty (form, submission_id)
    SELECT DISTINCT ${form}, submission_id FROM changed
)
SELECT count(*) AS held FROM fence
