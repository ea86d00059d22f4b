-- Makes files pending whose objects are not in the bucket. Their links stay until then, because they may still work;
-- only the placeholder's link is removed, because an image run stores it itself. Leaves a file unchanged that has
-- another object by now.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), lost AS (
    SELECT l.* FROM fence, jsonb_to_recordset(:?lost::jsonb)
        AS l(submission_id text, file_name text, object_key text)
), recorded AS (
    UPDATE odk_attachment a
    SET object_key = NULL, outcome = NULL, reason = 'its object is not in the bucket', attempts = 0,
        next_attempt_at = now(), requested_at = clock_timestamp(), history_id = NULL,
        state = CASE WHEN a.submission_id = '' THEN a.state ELSE 'pending' END,
        url = CASE WHEN a.submission_id <> '' THEN a.url END
    FROM lost l
    WHERE a.form = :?form_name AND a.submission_id = l.submission_id AND a.file_name = l.file_name
      AND a.object_key = l.object_key
)
SELECT count(*) AS held FROM fence
