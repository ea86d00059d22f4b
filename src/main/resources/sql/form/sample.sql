-- The submissions by which a form is known: at most 1,000, any of those that Central has as far as is known here.
SELECT m."UUID"::text AS submission_id, 0::bigint AS last_id FROM ${table} m WHERE ${live} ORDER BY random() LIMIT 1000
