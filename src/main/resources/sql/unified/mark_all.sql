-- Marks every submission and every unified row as dirty, and records for the stored views that this was done today (UTC).
-- Returns the number.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), marked AS (
    INSERT INTO odk_unified_dirty (form, submission_id)
    SELECT ${form}, m."UUID" FROM fence, ${table} m
    UNION
    SELECT ${form}, u."UUID" FROM fence, ${unified} u
    RETURNING submission_id
), filled AS (
    UPDATE odk_stored_view s SET filled_on = current_date
    FROM fence, jsonb_to_recordset(:?stored_views::jsonb) AS v(view text, query_hash text)
    WHERE s.form = ${form} AND s.view = v.view AND s.query_hash = v.query_hash
)
SELECT (SELECT count(*) FROM fence) AS held, (SELECT count(*) FROM marked) AS marked
