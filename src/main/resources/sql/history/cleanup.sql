-- Deletes ended runs that are older than the retention, at most 1,000 at a time.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR SHARE
), deleted AS (
    DELETE FROM odk_sync_history
    WHERE id IN (SELECT h.id FROM fence, odk_sync_history h
                 WHERE h.sync_timestamp < now() - make_interval(days => :?retention_days)
                   AND h.status <> 'in_progress'
                 LIMIT 1000)
    RETURNING id
), counted AS (
    UPDATE odk_sync_history h
    SET records_processed = h.records_processed + (SELECT count(*) FROM deleted)
    FROM fence
    WHERE h.id = :?history_id
)
SELECT (SELECT count(*) FROM fence) AS held, (SELECT count(*) FROM deleted) AS deleted
