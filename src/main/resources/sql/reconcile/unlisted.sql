-- The next submissions that are stored and were not listed, at most 40, which Central has not answered for by their ids.
SELECT DISTINCT submission_id, 0::bigint AS last_id FROM odk_unlisted
WHERE sync_type = :?sync AND NOT is_absent
ORDER BY submission_id
LIMIT 40
