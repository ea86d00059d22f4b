-- Records that the tables of these stored views have the rows of all submissions. The next run of views makes the views read
-- them.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), completed AS (
    UPDATE odk_stored_view s SET is_complete = true
    FROM fence, jsonb_to_recordset(:?stored_views::jsonb) AS v(view text, query_hash text)
    WHERE s.form = ${form} AND s.view = v.view AND s.query_hash = v.query_hash
      AND s.filled_on IS NOT NULL AND NOT s.is_complete
)
SELECT count(*) AS held FROM fence
