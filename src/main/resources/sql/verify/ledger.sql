-- Finds broken links in the ledger: stored files without an object or a link, and expired links. One more row holds the
-- number of stored files.
WITH stored AS (
    SELECT a.submission_id, a.file_name, a.object_key, a.url, a.url_expires_at
    FROM odk_attachment a WHERE a.form = ${form} AND a.state = 'stored'
), differing AS (
    SELECT submission_id, CASE
            WHEN object_key IS NULL THEN 'keyless'
            WHEN url IS NULL THEN 'unlinked'
            ELSE 'expired' END AS difference
    FROM stored WHERE object_key IS NULL OR url IS NULL OR url_expires_at < now()
), ranked AS (
    SELECT difference, submission_id,
        row_number() OVER (PARTITION BY difference ORDER BY submission_id) AS place
    FROM differing
)
SELECT difference, count(*) AS found,
    COALESCE(jsonb_agg(submission_id ORDER BY place) FILTER (WHERE place <= :?limit), '[]')::text AS ids
FROM ranked GROUP BY difference
UNION ALL
SELECT 'all', count(*), '[]' FROM stored
