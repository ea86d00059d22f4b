-- Selects random stored files.
SELECT a.submission_id, a.file_name, a.object_key, a.md5, a.size, a.url
FROM odk_attachment a
WHERE a.form = ${form} AND a.state = 'stored' AND a.object_key IS NOT NULL
ORDER BY random()
LIMIT :?sample
