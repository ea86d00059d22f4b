-- Deletes recheck requests up to the given ids: these submissions were read again and stored.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), done AS (
    DELETE FROM odk_recheck r
    USING fence, jsonb_to_recordset(:?requested::jsonb) AS a(submission_id text, last_id bigint)
    WHERE r.sync_type = fence.sync_type AND r.submission_id = a.submission_id AND r.id <= a.last_id
)
SELECT count(*) AS held FROM fence
