-- Finds unified rows with other values than their source rows of the same version, in a range of ids. Skips dirty ones:
-- the next unified run writes them again.
SELECT t."UUID"::text AS submission_id
FROM ${unified} t
JOIN (SELECT ${unified_selected}
      FROM ${unified_source} m
      WHERE m."UUID" > :?after AND m."UUID" <= :?last AND ${unified_live}) AS excluded (${unified_columns})
    ON t."UUID" = excluded."UUID"
WHERE (${unified_stored}) IS DISTINCT FROM (${unified_offered})
  AND t."__system"::jsonb ->> 'updatedAt' IS NOT DISTINCT FROM excluded."__system"::jsonb ->> 'updatedAt'
  AND NOT EXISTS (SELECT FROM odk_unified_dirty d WHERE d.form = ${form} AND d.submission_id = t."UUID")
