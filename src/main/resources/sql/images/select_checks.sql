-- Selects the files that are due for a check, the longest due first; at most as many as one run may request. More are
-- due only if many were stored at once.
SELECT 'check' AS work, submission_id, file_name, folder, odk_utc(requested_at) AS requested_at, object_key,
       '"' || md5 || '"' AS etag
FROM odk_attachment
WHERE form = :?form_name AND state IN ('stored', 'failed') AND md5 IS NOT NULL
  AND next_check_at <= :?due_until::timestamptz
ORDER BY next_check_at
LIMIT :?most_checks
