-- The next submissions that the feed is to read again by their ids, at most 40.
SELECT max(id) AS last_id, submission_id FROM (
    SELECT id, submission_id FROM odk_recheck WHERE sync_type = :?sync ORDER BY id LIMIT 40
) asked
GROUP BY submission_id
