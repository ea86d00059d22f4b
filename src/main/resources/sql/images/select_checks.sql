-- Stored files that are to be compared with Central's, those first that have waited longest. At most as many as
-- one run may ask for: that many come due at once only when many were stored at once.
SELECT 'check' AS work, submission_id, file_name, folder, odk_utc(requested_at) AS requested_at,
       '"' || md5 || '"' AS etag
FROM odk_attachment
WHERE form = :?form_name AND state = 'stored' AND md5 IS NOT NULL AND next_check_at <= now()
ORDER BY next_check_at
LIMIT :?most_checks
