-- Finds the object of a stable link, as long as the file is stored and has this link.
SELECT object_key
FROM odk_attachment
WHERE link_id = :?link_id::uuid AND url IS NOT NULL AND url_expires_at IS NULL
  AND object_key IS NOT NULL
