-- The submissions of some rows that are stored otherwise than they would be now. Reads only.
SELECT t."UUID"::text AS submission_id
FROM jsonb_populate_recordset(NULL::${table}, :?rows::jsonb) AS excluded
JOIN ${table} t ON t."UUID" = excluded."UUID"
WHERE (${stored}) IS DISTINCT FROM (${offered})
