-- Resets the cursor for a new version of the form. All rows are then read again, even if this run fails: only that
-- fills new columns.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), cursor_reset AS (
    UPDATE odk_sync_cursor c
    SET watermark = NULL, walk_bound = NULL, walk_latest = NULL, resume_point = NULL,
        filter = NULL, etag = NULL, form_hash = :?form_hash, updated_at = now()
    FROM fence
    WHERE c.sync_type = fence.sync_type
)
SELECT count(*) AS held FROM fence
