-- Saves the number of records that a run has processed so far.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), saved AS (
    UPDATE odk_sync_history h SET records_processed = :?records
    FROM fence
    WHERE h.id = :?history_id
)
SELECT count(*) AS held FROM fence
