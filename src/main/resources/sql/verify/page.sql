-- The next submissions of the table, at most 1,000, in the order of their ids, without those that Central has deleted.
SELECT m."UUID"::text AS submission_id
FROM ${table} m
WHERE m."UUID" > :?after AND ${live}
ORDER BY m."UUID"
LIMIT 1000
