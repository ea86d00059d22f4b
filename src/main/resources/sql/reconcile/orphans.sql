-- Has the submissions read again that have children here of which no version is recorded, as a run leaves them that
-- broke off, if the other feed does not know of the submission either, or is in doubt of it. The last of a comparison:
-- what it has put in doubt counts.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), asked AS (
    INSERT INTO odk_recheck (sync_type, submission_id)
    SELECT :?repeats_feed, c.submission_id FROM fence, (${children}) c
    WHERE :?repeats_feed <> '' AND c.submission_id <> ''
      AND NOT EXISTS (SELECT FROM odk_expanded e
                      WHERE e.form = ${form} AND e.submission_id = c.submission_id)
      AND (NOT EXISTS (SELECT FROM ${table} m WHERE m."UUID" = c.submission_id)
           OR EXISTS (SELECT FROM odk_recheck r
                      WHERE r.sync_type = :?main_feed AND r.submission_id = c.submission_id))
    RETURNING submission_id
), counted AS (
    UPDATE odk_sync_history h
    SET records_processed = h.records_processed + (SELECT count(*) FROM asked)
    FROM fence
    WHERE h.id = :?history_id
)
SELECT count(*) AS held FROM fence
