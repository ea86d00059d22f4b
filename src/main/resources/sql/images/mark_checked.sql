-- Records that Central still has the bytes that we know, or has none any more, or no image, or could not say: what is stored
-- stays, and so does the reason why the same bytes were refused before. The next check is due within the recheck days, after nine tenths of them at the earliest, so that
-- files that were stored together are not checked together for ever; after a failure within the hour.
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
