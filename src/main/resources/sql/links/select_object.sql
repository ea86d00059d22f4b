-- What a stable link leads to: the object of a file that is stored, for as long as this is the file's link.
SELECT object_key
FROM odk_attachment
WHERE link_id = :?link_id::uuid AND url IS NOT NULL AND url_expires_at IS NULL
  AND object_key IS NOT NULL
