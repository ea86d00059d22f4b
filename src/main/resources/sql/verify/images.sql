-- Selects the next stored files in key order, at most 1,000.
SELECT a.submission_id, a.file_name, a.object_key, a.md5, a.size, a.url
FROM odk_attachment a
WHERE a.form = ${form} AND a.state = 'stored' AND a.object_key IS NOT NULL
  AND (a.submission_id, a.file_name) > (:?last_submission, :?last_file)
ORDER BY a.submission_id, a.file_name
LIMIT 1000
