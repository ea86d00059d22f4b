-- Deletes old history of ended runs, tombstones and replayed rejects, at most 1,000 of each. Successful runs without a
-- change are deleted after two days, except the newest success of each sync type: they would be nearly all of the
-- history. Keeps rejects that were not replayed.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), deleted AS (
    DELETE FROM odk_sync_history
    WHERE id IN (SELECT h.id FROM fence, odk_sync_history h
                 WHERE h.status <> 'in_progress'
                   AND (h.sync_timestamp < now() - make_interval(days => :?retention_days)
                        OR h.sync_timestamp < now() - interval '2 days'
                           AND h.status = 'success' AND h.records_processed = 0
                           AND EXISTS (SELECT FROM odk_sync_history newer
                                       WHERE newer.sync_type = h.sync_type AND newer.status = 'success'
                                         AND newer.id > h.id))
                 LIMIT 1000)
    RETURNING id
), tombstones AS (
    DELETE FROM odk_tombstone
    WHERE ctid IN (SELECT t.ctid FROM fence, odk_tombstone t
                   WHERE t.deleted_at < now() - make_interval(days => :?retention_days)
                   LIMIT 1000)
    RETURNING submission_id
), replayed AS (
    DELETE FROM odk_rejected_record
    WHERE ctid IN (SELECT r.ctid FROM fence, odk_rejected_record r
                   WHERE r.replayed_at < now() - make_interval(days => :?retention_days)
                   LIMIT 1000)
    RETURNING record_id
), sum AS (
    SELECT (SELECT count(*) FROM deleted) + (SELECT count(*) FROM tombstones)
        + (SELECT count(*) FROM replayed) AS deleted
), counted AS (
    UPDATE odk_sync_history h
    SET records_processed = h.records_processed + sum.deleted
    FROM fence, sum
    WHERE h.id = :?history_id
)
SELECT (SELECT count(*) FROM fence) AS held, (SELECT deleted FROM sum) AS deleted
