-- Records which missing files of a submission have arrived. Arrived files become pending; the others are listed again
-- after 1, 2, 4... minutes, at most 6 hours. Locks the main row before the ledger rows. A file that was requested again
-- in the meantime is no longer missing and stays unchanged.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), main AS (
    SELECT m."UUID" FROM fence, ${table} m
    WHERE m."UUID" = :?submission_id FOR NO KEY UPDATE OF m
), listed AS (
    SELECT a.form, a.submission_id, a.file_name,
           a.file_name IN (SELECT jsonb_array_elements_text(:?arrived::jsonb)) AS has_arrived
    FROM fence, (SELECT count(*) FROM main) AS main_row_is_locked, odk_attachment a
    WHERE a.form = ${form} AND a.submission_id = :?submission_id AND a.state = 'missing'
), found AS (
    UPDATE odk_attachment a
    SET state = 'pending', outcome = NULL, reason = NULL, attempts = 0, next_attempt_at = now()
    FROM listed l
    WHERE l.has_arrived AND a.state = 'missing'
      AND a.form = l.form AND a.submission_id = l.submission_id AND a.file_name = l.file_name
), postponed AS (
    UPDATE odk_attachment a
    SET outcome = :?outcome, reason = :?reason, attempts = a.attempts + 1, history_id = :?history_id,
        next_attempt_at = now() + least(interval '1 minute' * 2 ^ least(a.attempts, 10),
                                        interval '6 hours')
    FROM listed l
    WHERE NOT l.has_arrived AND a.state = 'missing'
      AND a.form = l.form AND a.submission_id = l.submission_id AND a.file_name = l.file_name
)
SELECT count(*) AS held FROM fence
