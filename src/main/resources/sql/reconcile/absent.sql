-- Counts the submissions that would be deleted only because Central no longer has them, those that were in the last 7
-- days and did not come back, and all stored ones.
SELECT (SELECT count(DISTINCT u.submission_id) FROM odk_unlisted u WHERE u.sync_type = :?sync) AS absent,
       (SELECT count(*) FROM odk_inferred_delete d
        WHERE d.form = ${form} AND d.inferred_at > now() - interval '7 days'
          AND NOT EXISTS (SELECT FROM odk_unlisted u
                          WHERE u.sync_type = :?sync AND u.submission_id = d.submission_id)
          AND NOT EXISTS (SELECT FROM ${table} m WHERE m."UUID" = d.submission_id AND ${live})) AS recent,
       (SELECT count(*) FROM (
            SELECT m."UUID"::text AS submission_id FROM ${table} m WHERE ${live}
            UNION
            SELECT s.submission_id FROM odk_encrypted_submission s WHERE s.form = ${form}
            UNION
            SELECT e.submission_id FROM odk_expanded e WHERE e.form = ${form}
            UNION
            SELECT u.submission_id FROM odk_unlisted u WHERE u.sync_type = :?sync) s
        -- counts only if there are unlisted submissions
        WHERE EXISTS (SELECT FROM odk_unlisted u WHERE u.sync_type = :?sync)) AS stored
