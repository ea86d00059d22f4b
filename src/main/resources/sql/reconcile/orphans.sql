-- Stages submissions that have children but no recorded version, which a run that broke off leaves behind, if the main
-- feed does not have the submission either or Central has not listed it.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), orphans AS (
    INSERT INTO odk_unlisted (sync_type, feed, submission_id)
    SELECT fence.sync_type, :?repeats_feed, c.submission_id FROM fence, (${children}) c
    WHERE :?repeats_feed <> '' AND c.submission_id <> ''
      AND NOT EXISTS (SELECT FROM odk_expanded e
                      WHERE e.form = ${form} AND e.submission_id = c.submission_id)
      AND (NOT EXISTS (SELECT FROM ${table} m WHERE m."UUID" = c.submission_id)
           OR EXISTS (SELECT FROM odk_unlisted u
                      WHERE u.sync_type = fence.sync_type AND u.submission_id = c.submission_id)
           OR EXISTS (SELECT FROM odk_recheck r
                      WHERE r.sync_type = :?main_feed AND r.submission_id = c.submission_id))
)
SELECT count(*) AS held FROM fence
