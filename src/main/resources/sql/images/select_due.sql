-- Selects the next requests of an image run, at most 500 of each kind, which also bounds the useless requests if
-- nothing can be written. A pending file is fetched; the missing files of a submission are requested as one list,
-- without a file name. Newest submissions first, or oldest.
WITH files AS (
    SELECT submission_id, file_name, folder, odk_utc(requested_at) AS requested_at, object_key
    FROM odk_attachment
    WHERE form = :?form_name AND state = 'pending' AND next_attempt_at <= now()
    ORDER BY CASE WHEN :?newest_first THEN submitted_at END DESC, submitted_at, submission_id, file_name
    LIMIT 500
), lists AS (
    SELECT submission_id
    FROM odk_attachment
    WHERE form = :?form_name AND state = 'missing' AND next_attempt_at <= now()
    GROUP BY submission_id
    ORDER BY CASE WHEN :?newest_first THEN max(submitted_at) END DESC, max(submitted_at), submission_id
    LIMIT 500
)
SELECT 'copy' AS work, submission_id, file_name, folder, requested_at, object_key, NULL AS etag FROM files
UNION ALL
SELECT 'list', submission_id, NULL, NULL, NULL, NULL, NULL FROM lists
