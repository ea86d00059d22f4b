-- The next links to replace, at most 1,000, the first to expire first. Those that never expire are not looked at.
SELECT submission_id, file_name, object_key
FROM odk_attachment
WHERE form = :?form_name AND url IS NOT NULL
  AND url_expires_at < :?renew_before::timestamptz
ORDER BY url_expires_at
LIMIT 1000
