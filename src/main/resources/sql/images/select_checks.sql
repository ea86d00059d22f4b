-- Files that are to be compared with Central's and are due until a given time, stored ones and those that were refused,
-- those first that have waited longest. At most as many as one run may ask for: that many come due at once only when
-- many were stored at once.
SELECT 'check' AS work, submission_id, file_name, folder, odk_utc(requested_at) AS requested_at, object_key,
       '"' || md5 || '"' AS etag
FROM odk_attachment
WHERE form = :?form_name AND state IN ('stored', 'failed') AND md5 IS NOT NULL
  AND next_check_at <= :?due_until::timestamptz
ORDER BY next_check_at
LIMIT :?most_checks
