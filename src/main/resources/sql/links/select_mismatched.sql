-- The next links, at most 1,000, that are not those of now: they are for another store or key (moved), or never expire and
-- begin with something else, or are to be no more. In the order of the key, after the one that was last looked at.
SELECT submission_id, file_name, object_key, COALESCE(m.moved, false) AS moved
FROM odk_attachment
CROSS JOIN LATERAL (SELECT link_store <> :?link_store OR link_key <> NULLIF(:?link_key, 'none') AS moved) m
WHERE form = :?form_name AND url IS NOT NULL AND object_key IS NOT NULL
  AND (m.moved
       OR (url_expires_at IS NULL AND (url <> :?permanent::text || link_id::text OR link_store IS NULL)))
  AND (submission_id, file_name) > (:?last_submission, :?last_file)
ORDER BY submission_id, file_name
LIMIT 1000
