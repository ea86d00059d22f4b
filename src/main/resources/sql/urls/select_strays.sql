-- The next links, at most 1,000, that never expire and are not those of now: begin with something else, or are to be
-- no more. In the order of the key, after the one that was last looked at.
SELECT submission_id, file_name, object_key
FROM odk_attachment
WHERE form = :?form_name AND url IS NOT NULL AND url_expires_at IS NULL
  AND url <> :?permanent::text || link_id::text
  AND (submission_id, file_name) > (:?last_submission, :?last_file)
ORDER BY submission_id, file_name
LIMIT 1000
