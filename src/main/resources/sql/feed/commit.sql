-- Moves the watermark after a complete pass. It never moves back. Saves the ETag with the exact filter that it belongs
-- to.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), saved AS (
    INSERT INTO odk_sync_cursor AS c (sync_type, source, watermark, filter, etag, form_hash, updated_at)
    SELECT :?sync, :?source, NULLIF(:?watermark, '')::timestamptz, :?filter, NULLIF(:?etag, ''), :?form_hash, now()
    FROM fence
    ON CONFLICT (sync_type) DO UPDATE
    SET watermark = CASE WHEN c.source = EXCLUDED.source
                         THEN greatest(c.watermark, EXCLUDED.watermark) ELSE EXCLUDED.watermark END,
        source = EXCLUDED.source,
        walk_bound = NULL, walk_latest = NULL, resume_point = NULL,
        filter = EXCLUDED.filter, etag = EXCLUDED.etag, form_hash = EXCLUDED.form_hash,
        updated_at = EXCLUDED.updated_at
)
SELECT count(*) AS held FROM fence
