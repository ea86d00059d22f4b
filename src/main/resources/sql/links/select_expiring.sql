-- Selects the next links to renew, at most 1,000, the first to expire first. Skips permanent links, and objects that
-- are not in the current bucket: an image run copies these.
SELECT submission_id, file_name, object_key
FROM odk_attachment
WHERE form = :?form_name AND url IS NOT NULL
  AND url_expires_at < :?renew_before::timestamptz
  AND object_key IS NOT NULL
  AND COALESCE(NOT (link_store <> :?link_store OR link_key <> NULLIF(:?link_key, 'none')), true)
ORDER BY url_expires_at
LIMIT 1000
