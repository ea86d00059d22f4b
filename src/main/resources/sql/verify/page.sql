-- Selects the next submissions by id, at most 1,000, without deleted ones.
SELECT m."UUID"::text AS submission_id
FROM ${table} m
WHERE m."UUID" > :?after AND ${live}
ORDER BY m."UUID"
LIMIT 1000
