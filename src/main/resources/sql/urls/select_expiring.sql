-- The next links to sign again, at most 1,000, the first to expire first.
SELECT submission_id, file_name, object_key
FROM odk_attachment
WHERE form = :?form_name AND url IS NOT NULL
  AND url_expires_at < now() + make_interval(secs => :?threshold_seconds)
ORDER BY url_expires_at
LIMIT 1000
