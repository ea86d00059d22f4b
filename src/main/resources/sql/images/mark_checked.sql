-- Records a check of a stored or unusable file. The stored link stays, and so does the reason why unchanged bytes are
-- unusable. The next check is due after 90 to 100 % of recheck_days, so that files stored together are not always
-- checked together; after a failure within the hour.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), recorded AS (
    UPDATE odk_attachment a
    SET outcome = :?outcome, history_id = :?history_id,
        reason = CASE WHEN :?outcome::text = 'unchanged' AND a.state = 'failed' THEN a.reason
                      ELSE NULLIF(:?reason, '') END,
        next_check_at = now() + CASE WHEN :?outcome::text = 'failed' THEN interval '1 hour'
                                ELSE make_interval(days => :?recheck_days) * (1 - random() / 10) END
    FROM fence
    WHERE a.form = :?form_name AND a.submission_id = :?submission_id AND a.file_name = :?file_name
      AND a.state IN ('stored', 'failed') AND odk_utc(a.requested_at) = :?requested_at
)
SELECT count(*) AS held FROM fence
