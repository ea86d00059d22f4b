-- Compares one month with Central's list, id by id. Requests a recheck of listed, settled submissions that are missing
-- here, of another version, or with another __system, which may change without a timestamp. Stages stored submissions
-- that are not listed. Skips submissions that cannot be stored at all.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), listed AS (
    SELECT l.submission_id, l.submitted_at, l.updated_at, jsonb_strip_nulls(l.system) AS system
    FROM fence, odk_listing l WHERE l.sync_type = fence.sync_type
), versions AS (
    SELECT :?main_feed::text AS feed, m."UUID"::text AS submission_id,
           m.${submitted}::timestamptz AS submitted_at,
           (m."__system"::jsonb ->> 'updatedAt')::timestamptz AS updated_at,
           COALESCE(jsonb_strip_nulls(m."__system"::jsonb), '{}') AS system
    FROM ${table} m WHERE ${live}
    UNION ALL
    SELECT :?main_feed, s.submission_id, s.submitted_at, s.updated_at, NULL
    FROM odk_encrypted_submission s WHERE s.form = ${form}
    UNION ALL
    SELECT :?repeats_feed, e.submission_id, e.submitted_at, e.updated_at, NULL
    FROM odk_expanded e WHERE e.form = ${form}
), bucket AS (
    SELECT v.feed, v.submission_id, v.updated_at, v.system FROM versions v
    WHERE CASE WHEN :?by_update THEN v.updated_at ELSE COALESCE(v.submitted_at, '-infinity') END
          BETWEEN :?from_time::timestamptz AND :?to_time::timestamptz - interval '1 microsecond'
), differing AS (
    SELECT f.feed, l.submission_id
    FROM listed l CROSS JOIN (VALUES (:?main_feed::text), (:?repeats_feed)) f(feed)
    LEFT JOIN bucket b ON b.feed = f.feed AND b.submission_id = l.submission_id
    WHERE (b.submission_id IS NULL OR b.updated_at IS DISTINCT FROM l.updated_at
           OR b.system <> l.system)
      AND COALESCE(l.updated_at, l.submitted_at) <= :?settled::timestamptz
), unlisted AS (
    INSERT INTO odk_unlisted (sync_type, feed, submission_id)
    SELECT fence.sync_type, b.feed, b.submission_id FROM fence, bucket b
    WHERE b.feed <> '' AND b.submission_id <> ''
      AND NOT EXISTS (SELECT FROM listed l WHERE l.submission_id = b.submission_id)
), rechecks AS (
    INSERT INTO odk_recheck (sync_type, submission_id)
    SELECT d.feed, d.submission_id FROM fence, differing d
    WHERE d.feed <> '' AND d.submission_id <> ''
      AND NOT EXISTS (SELECT FROM odk_rejected_record j
                      WHERE j.sync_type = d.feed AND j.submission_id = d.submission_id
                        AND j.column_name IN ('', '__system') AND j.replayed_at IS NULL)
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
