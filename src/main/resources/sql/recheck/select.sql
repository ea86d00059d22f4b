-- Selects the next submissions to read again by id, at most 40, with two conditions: is_stored by this feed, and
-- may_delete if Central no longer has it.
SELECT a.last_id, a.submission_id, a.may_delete,
       CASE WHEN :?expand = 'true'
            THEN EXISTS (SELECT FROM odk_expanded e WHERE e.form = ${form} AND e.submission_id = a.submission_id)
                OR ${has_children}
            ELSE EXISTS (SELECT FROM ${table} m WHERE m."UUID" = a.submission_id AND ${live})
                OR EXISTS (SELECT FROM odk_encrypted_submission s
                           WHERE s.form = ${form} AND s.submission_id = a.submission_id) END AS is_stored
FROM (SELECT max(id) AS last_id, submission_id, bool_or(may_delete) AS may_delete
      FROM (SELECT id, submission_id, may_delete FROM odk_recheck
            WHERE sync_type = :?sync ORDER BY id LIMIT 40) oldest
      GROUP BY submission_id) a
