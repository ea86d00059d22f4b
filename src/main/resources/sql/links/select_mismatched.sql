-- Selects the next links that do not match the settings, at most 1,000: signed for another store or key (moved), or
-- permanent with another base address or no longer allowed. In key order, after the last one that was read.
SELECT submission_id, file_name, object_key, COALESCE(m.moved, false) AS moved
FROM odk_attachment
CROSS JOIN LATERAL (SELECT link_store <> :?link_store OR link_key <> NULLIF(:?link_key, 'none') AS moved) m
WHERE form = :?form_name AND url IS NOT NULL AND object_key IS NOT NULL
  AND (m.moved
       OR (url_expires_at IS NULL AND (url <> :?permanent::text || link_id::text OR link_store IS NULL)))
  AND (submission_id, file_name) > (:?last_submission, :?last_file)
ORDER BY submission_id, file_name
LIMIT 1000
