-- Finds the submissions whose stored values differ from what would be stored now. Reads only.
SELECT t."UUID"::text AS submission_id
FROM jsonb_populate_recordset(NULL::${table}, :?rows::jsonb) AS excluded
JOIN ${table} t ON t."UUID" = excluded."UUID"
WHERE (${stored}) IS DISTINCT FROM (${offered})
