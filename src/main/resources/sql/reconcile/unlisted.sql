-- Selects the next stored but unlisted submissions to request by id, at most 40.
SELECT DISTINCT submission_id, 0::bigint AS last_id FROM odk_unlisted
WHERE sync_type = :?sync AND NOT is_absent
ORDER BY submission_id
LIMIT 40
