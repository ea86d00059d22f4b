-- Picks random submissions, at most 1,000 and without deleted ones, to check that a table belongs to the form.
SELECT m."UUID"::text AS submission_id, 0::bigint AS last_id FROM ${table} m WHERE ${live} ORDER BY random() LIMIT 1000
