-- Requests a recheck of every submission with an open reject. Skips rejects without a storable submission id.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), rechecks AS (
    INSERT INTO odk_recheck (sync_type, submission_id)
    SELECT DISTINCT r.sync_type, r.submission_id
    FROM fence JOIN odk_rejected_record r USING (sync_type)
    WHERE r.replayed_at IS NULL AND r.submission_id <> ''
)
SELECT count(*) AS held FROM fence
