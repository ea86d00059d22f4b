-- What differs between the table of submissions and the unified one: how many, and the first of their ids, a JSON array.
-- Recent are those that are marked: the next run of unified brings them. Another row says how many rows there are.
WITH stored AS (
    SELECT m."UUID"::text AS submission_id, (m."__system"::jsonb ->> 'updatedAt')::timestamptz AS updated_at
    FROM ${table} m WHERE ${live}
), shown AS (
    SELECT u."UUID"::text AS submission_id, (u."__system"::jsonb ->> 'updatedAt')::timestamptz AS updated_at
    FROM ${unified} u
), differing AS (
    SELECT submission_id, CASE
            WHEN EXISTS (SELECT FROM odk_unified_dirty d
                         WHERE d.form = ${form} AND d.submission_id = COALESCE(s.submission_id, t.submission_id)) THEN 'recent'
            WHEN t.submission_id IS NULL THEN 'missing'
            WHEN s.submission_id IS NULL THEN 'surplus'
            ELSE 'outdated' END AS difference
    FROM stored s FULL JOIN shown t USING (submission_id)
    WHERE s.submission_id IS NULL OR t.submission_id IS NULL OR s.updated_at IS DISTINCT FROM t.updated_at
), ranked AS (
    SELECT difference, submission_id, row_number() OVER (PARTITION BY difference ORDER BY submission_id) AS place
    FROM differing
)
SELECT difference, count(*) AS found,
    COALESCE(jsonb_agg(submission_id ORDER BY place) FILTER (WHERE place <= :?limit), '[]')::text AS ids
FROM ranked GROUP BY difference
UNION ALL
SELECT 'all', count(*), '[]' FROM shown
