-- Finds the submissions whose stored children differ from what would be stored now. Skips those whose children are of
-- another version or were rejected. Reads only.
WITH compared AS (
    SELECT v.submission_id
    FROM jsonb_to_recordset(:?versions::jsonb) AS v(submission_id text, updated_at timestamptz)
    JOIN odk_expanded e ON e.form = ${form} AND e.submission_id = v.submission_id
        AND e.updated_at IS NOT DISTINCT FROM v.updated_at
    WHERE v.submission_id IN (SELECT jsonb_array_elements_text(:?submissions::jsonb))
      AND NOT EXISTS (SELECT FROM odk_rejected_record r
                      WHERE r.table_name = ${table_name} AND r.submission_id = v.submission_id
                        AND r.column_name = '' AND r.replayed_at IS NULL)
), stored AS (
    SELECT c.* FROM ${table} c WHERE c."__Submissions-id" IN (SELECT submission_id FROM compared)
)
SELECT DISTINCT c.submission_id
FROM stored t
FULL JOIN jsonb_populate_recordset(NULL::${table}, :?rows::jsonb) AS excluded ON t."UUID" = excluded."UUID"
JOIN compared c ON c.submission_id = COALESCE(t."__Submissions-id", excluded."__Submissions-id")
WHERE t."UUID" IS NULL OR excluded."UUID" IS NULL OR (${stored}) IS DISTINCT FROM (${offered})
