-- Compares the tombstones with Central's list of deleted submissions and requests a recheck of each difference:
-- not listed means restored or purged; listed, settled and still stored means missed.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), listed AS (
    SELECT l.submission_id, l.deleted_at FROM fence, odk_listing l WHERE l.sync_type = fence.sync_type
), stored AS (
    SELECT :?main_feed::text AS feed, m."UUID"::text AS submission_id FROM ${table} m WHERE ${live}
    UNION ALL
    SELECT :?main_feed, s.submission_id FROM odk_encrypted_submission s WHERE s.form = ${form}
    UNION ALL
    SELECT :?repeats_feed, e.submission_id FROM odk_expanded e WHERE e.form = ${form}
), differing AS (
    SELECT f.feed, s.submission_id
    FROM odk_tombstone s CROSS JOIN (VALUES (:?main_feed::text), (:?repeats_feed)) f(feed)
    WHERE s.form = ${form} AND NOT EXISTS (SELECT FROM listed l WHERE l.submission_id = s.submission_id)
    UNION
    SELECT s.feed, s.submission_id FROM listed l JOIN stored s USING (submission_id)
    WHERE l.deleted_at <= :?settled::timestamptz
), rechecks AS (
    INSERT INTO odk_recheck (sync_type, submission_id)
    SELECT d.feed, d.submission_id FROM fence, differing d
    WHERE d.feed <> '' AND d.submission_id <> ''
    RETURNING submission_id
), cleared AS (
    DELETE FROM odk_listing l USING fence WHERE l.sync_type = fence.sync_type
), counted AS (
    UPDATE odk_sync_history h
    SET records_processed = h.records_processed + (SELECT count(DISTINCT submission_id) FROM rechecks)
    FROM fence
    WHERE h.id = :?history_id
)
SELECT count(*) AS held FROM fence
