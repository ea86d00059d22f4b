-- Compares the table of submissions with the versions recorded for its repeats. counted: the number of children differs
-- from the recorded one. orphan: children without a submission. recent: changed after the time settled. One more row
-- holds the total.
WITH stored AS (
    SELECT m."UUID"::text AS submission_id, m.${submitted}::timestamptz AS submitted_at,
        (m."__system"::jsonb ->> 'updatedAt')::timestamptz AS updated_at
    FROM ${table} m WHERE ${live}
    UNION ALL
    SELECT s.submission_id, s.submitted_at, s.updated_at FROM odk_encrypted_submission s WHERE s.form = ${form}
), expanded AS (
    SELECT e.submission_id, e.submitted_at, e.updated_at, e.children FROM odk_expanded e WHERE e.form = ${form}
), counted AS (
    SELECT submission_id, count(*) AS children FROM (${child_rows}) c GROUP BY submission_id
), differing AS (
    SELECT submission_id, CASE
            WHEN greatest(s.submitted_at, s.updated_at, x.submitted_at, x.updated_at) > :?settled::timestamptz THEN 'recent'
            WHEN x.submission_id IS NULL THEN 'missing'
            WHEN s.submission_id IS NULL THEN 'surplus'
            ELSE 'outdated' END AS difference
    FROM stored s FULL JOIN expanded x USING (submission_id)
    WHERE s.submission_id IS NULL OR x.submission_id IS NULL OR s.updated_at IS DISTINCT FROM x.updated_at
    UNION ALL
    SELECT s.submission_id, CASE WHEN greatest(s.submitted_at, s.updated_at) > :?settled::timestamptz THEN 'recent' ELSE 'counted' END
    FROM stored s JOIN expanded x USING (submission_id) LEFT JOIN counted c USING (submission_id)
    WHERE s.updated_at IS NOT DISTINCT FROM x.updated_at AND x.children <> COALESCE(c.children, 0)
    UNION ALL
    SELECT c.submission_id, 'orphan' FROM counted c
    WHERE NOT EXISTS (SELECT FROM ${table} m WHERE m."UUID" = c.submission_id)
), ranked AS (
    SELECT difference, submission_id, row_number() OVER (PARTITION BY difference ORDER BY submission_id) AS place
    FROM differing
)
SELECT difference, count(*) AS found,
    COALESCE(jsonb_agg(submission_id ORDER BY place) FILTER (WHERE place <= :?limit), '[]')::text AS ids
FROM ranked GROUP BY difference
UNION ALL
SELECT 'all', count(*), '[]' FROM expanded
