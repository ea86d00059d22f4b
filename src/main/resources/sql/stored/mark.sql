-- Records that all submissions are marked as dirty since today (UTC) for these stored views.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), marked AS (
    UPDATE odk_stored_view s SET filled_on = current_date
    FROM fence, jsonb_to_recordset(:?stored_views::jsonb) AS v(view text, query_hash text)
    WHERE s.form = ${form} AND s.view = v.view AND s.query_hash = v.query_hash
)
SELECT count(*) AS held FROM fence
