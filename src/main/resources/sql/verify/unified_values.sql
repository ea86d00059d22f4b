-- The unified rows of some submissions, after one id and up to another, that are of the same version as the tables that
-- they are made of and hold something else. Not those that are marked: the next run of unified makes them anew.
SELECT t."UUID"::text AS submission_id
FROM ${unified} t
JOIN (SELECT ${unified_selected}
      FROM ${unified_source} m
      WHERE m."UUID" > :?after AND m."UUID" <= :?last AND ${unified_live}) AS excluded (${unified_columns})
    ON t."UUID" = excluded."UUID"
WHERE (${unified_stored}) IS DISTINCT FROM (${unified_offered})
  AND t."__system"::jsonb ->> 'updatedAt' IS NOT DISTINCT FROM excluded."__system"::jsonb ->> 'updatedAt'
  AND NOT EXISTS (SELECT FROM odk_unified_dirty d WHERE d.form = ${form} AND d.submission_id = t."UUID")
