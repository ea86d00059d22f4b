-- Saves how far an unfinished pass has stored. The next attempt reads only the rest and keeps the bound of the first
-- attempt. Drops the watermark of another source.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), saved AS (
    INSERT INTO odk_sync_cursor AS c
        (sync_type, source, walk_bound, walk_latest, resume_point, form_hash, updated_at)
    SELECT :?sync, :?source, NULLIF(:?walk_bound, '')::timestamptz, NULLIF(:?walk_latest, '')::timestamptz,
           NULLIF(:?resume_point, '')::timestamptz, :?form_hash, now()
    FROM fence
    ON CONFLICT (sync_type) DO UPDATE
    SET watermark = CASE WHEN c.source = EXCLUDED.source THEN c.watermark END,
        source = EXCLUDED.source, walk_bound = EXCLUDED.walk_bound, walk_latest = EXCLUDED.walk_latest,
        resume_point = EXCLUDED.resume_point, form_hash = EXCLUDED.form_hash,
        updated_at = EXCLUDED.updated_at
)
SELECT count(*) AS held FROM fence
