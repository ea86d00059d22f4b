-- Deletes what an earlier run staged for a comparison.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), cleared AS (
    DELETE FROM odk_listing l USING fence WHERE l.sync_type = fence.sync_type
), unlisted AS (
    DELETE FROM odk_unlisted u USING fence WHERE u.sync_type = fence.sync_type
)
SELECT count(*) AS held FROM fence
