-- Records why a pending file could not be copied, and when to try again: after 1, 2, 4... minutes, at most 6 hours.
-- A file that was asked for again in the meantime is left as it is.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), recorded AS (
    UPDATE odk_attachment a
    SET state = CASE WHEN :?outcome::text = 'missing' THEN 'missing' ELSE 'pending' END,
        outcome = :?outcome, reason = :?reason, attempts = a.attempts + 1, history_id = :?history_id,
        next_attempt_at = now() + least(interval '1 minute' * 2 ^ least(a.attempts, 10),
                                        interval '6 hours')
    FROM fence
    WHERE a.form = :?form_name AND a.submission_id = :?submission_id AND a.file_name = :?file_name
      AND odk_utc(a.requested_at) = :?requested_at
)
SELECT count(*) AS held FROM fence
