-- Moves the watermark after a walk that was read to its end. It never moves back.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR SHARE
), moved AS (
    INSERT INTO odk_sync_cursor AS c (sync_type, watermark, form_hash, updated_at)
    SELECT :?sync, :?watermark::timestamptz, :?form_hash, now() FROM fence
    ON CONFLICT (sync_type) DO UPDATE
    SET watermark = greatest(c.watermark, EXCLUDED.watermark), form_hash = EXCLUDED.form_hash,
        updated_at = EXCLUDED.updated_at
)
SELECT count(*) AS held FROM fence
