-- Allows the feeds to delete absent submissions, and counts these towards the limit of the next 7 days. If a person
-- accepted them, that count starts again at zero.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), absent AS (
    DELETE FROM odk_unlisted u USING fence WHERE u.sync_type = fence.sync_type
    RETURNING u.feed, u.submission_id
), rechecks AS (
    INSERT INTO odk_recheck (sync_type, submission_id, may_delete)
    SELECT DISTINCT feed, submission_id, true FROM absent
    RETURNING submission_id
), recorded AS (
    INSERT INTO odk_inferred_delete (form, submission_id)
    SELECT DISTINCT ${form}, submission_id FROM absent WHERE NOT :?accept_deletes
    ON CONFLICT (form, submission_id) DO UPDATE SET inferred_at = EXCLUDED.inferred_at
), expired AS (
    DELETE FROM odk_inferred_delete d USING fence
    WHERE d.form = ${form}
      AND (:?accept_deletes
           OR (d.inferred_at < now() - interval '7 days'
               AND NOT EXISTS (SELECT FROM absent a WHERE a.submission_id = d.submission_id)))
), counted AS (
    UPDATE odk_sync_history h
    SET records_processed = h.records_processed + (SELECT count(DISTINCT submission_id) FROM rechecks)
    FROM fence
    WHERE h.id = :?history_id
)
SELECT count(*) AS held FROM fence
