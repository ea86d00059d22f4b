-- Compares the table of submissions with the unified table: the number of differences, and the first ids as a JSON
-- array. recent: marked as dirty, so the next unified run applies them. One more row holds the number of unified rows.
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
