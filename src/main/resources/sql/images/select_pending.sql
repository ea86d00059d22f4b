-- The next files to fetch, at most 200: so many are tried in vain when nothing can be written. Newest submissions
-- first, or oldest.
SELECT submission_id, file_name, folder, odk_utc(requested_at) AS requested_at
FROM odk_attachment
WHERE form = :?form_name AND state IN ('pending', 'missing') AND next_attempt_at <= now()
ORDER BY CASE WHEN :?newest_first THEN submitted_at END DESC, submitted_at, submission_id, file_name
LIMIT 200
