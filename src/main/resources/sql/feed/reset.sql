-- Sets the watermark back to a given time, or removes it. The feed is then read again from there, even if this run
-- fails.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), cursor_reset AS (
    UPDATE odk_sync_cursor c
    SET watermark = CASE WHEN c.watermark IS NOT NULL AND :?since <> ''
                         THEN least(c.watermark, NULLIF(:?since, '')::timestamptz) END,
        walk_bound = NULL, walk_latest = NULL, resume_point = NULL,
        filter = NULL, etag = NULL, updated_at = now()
    FROM fence
    WHERE c.sync_type = fence.sync_type
)
SELECT count(*) AS held FROM fence
