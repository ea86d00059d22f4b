-- Records why a pending file was not copied and schedules the next attempt: after 1, 2, 4... minutes, at most 6 hours.
-- An unusable file is only checked for replacement, as in mark_checked. Leaves a file unchanged that was requested
-- again in the meantime.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), recorded AS (
    UPDATE odk_attachment a
    SET state = CASE :?outcome::text WHEN 'missing' THEN 'missing' WHEN 'refused' THEN 'failed' ELSE 'pending' END,
        md5 = CASE WHEN :?outcome::text = 'refused' AND a.object_key IS NULL THEN NULLIF(:?md5, '') ELSE a.md5 END,
        next_check_at = CASE WHEN :?outcome::text = 'refused'
                        THEN now() + make_interval(days => :?recheck_days) * (1 - random() / 10) END,
        outcome = :?outcome, reason = :?reason, attempts = a.attempts + 1, history_id = :?history_id,
        next_attempt_at = now() + least(interval '1 minute' * 2 ^ least(a.attempts, 10),
                                        interval '6 hours')
    FROM fence
    WHERE a.form = :?form_name AND a.submission_id = :?submission_id AND a.file_name = :?file_name
      AND odk_utc(a.requested_at) = :?requested_at
)
SELECT count(*) AS held FROM fence
