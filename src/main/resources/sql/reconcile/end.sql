-- Saves the month in the rotation. If no recheck is open, also records that both feeds equal Central. A full
-- comparison makes the next image run write the ledger's links again. Returns the number of repairs.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), saved AS (
    INSERT INTO odk_sync_cursor (sync_type, resume_point, updated_at)
    SELECT sync_type, NULLIF(:?position, '')::timestamptz, now() FROM fence
    ON CONFLICT (sync_type) DO UPDATE
    SET resume_point = EXCLUDED.resume_point, updated_at = EXCLUDED.updated_at
), unlinked AS (
    UPDATE odk_form f SET linked = false FROM fence WHERE :?full AND f.form = ${form} AND f.linked
), verified AS (
    UPDATE odk_sync_cursor c SET verified_at = now()
    FROM fence, odk_sync_history h
    WHERE c.sync_type IN (:?main_feed, :?repeats_feed)
      AND h.id = :?history_id AND h.records_processed = 0
      AND NOT EXISTS (SELECT FROM odk_recheck r WHERE r.sync_type IN (:?main_feed, :?repeats_feed))
      AND NOT EXISTS (SELECT FROM odk_unlisted u WHERE u.sync_type = fence.sync_type)
)
SELECT (SELECT count(*) FROM fence) AS held,
       (SELECT h.records_processed FROM odk_sync_history h WHERE h.id = :?history_id) AS repairs
