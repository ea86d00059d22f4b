-- Compares the links in the rows with the ledger: wrong links, and files that the ledger does not list. Until a new
-- image is copied, the old one of the same submission is allowed. recent: marked as dirty, or waiting for the links
-- of a new form version. One more row holds the number of links.
WITH shown AS (
    ${named_images}
), ledger AS (
    SELECT a.submission_id, a.file_name, a.url FROM odk_attachment a WHERE a.form = ${form}
), differing AS (
    SELECT n.submission_id, CASE
            WHEN EXISTS (SELECT FROM odk_unified_dirty d WHERE d.form = ${form} AND d.submission_id = n.submission_id)
              OR EXISTS (SELECT FROM odk_form f WHERE f.form = ${form} AND NOT f.linked) THEN 'recent'
            WHEN n.file_name IS NOT NULL AND a.file_name IS NULL THEN 'unknown'
            ELSE 'other' END AS difference
    FROM shown n LEFT JOIN ledger a ON a.submission_id = n.submission_id AND a.file_name = n.file_name
    LEFT JOIN (SELECT url, min(submission_id) AS submission_id FROM ledger GROUP BY url) o ON o.url = n.url
    WHERE CASE
        WHEN n.file_name IS NULL OR n.file_name !~ '\S' THEN n.url IS NOT NULL
        WHEN a.file_name IS NULL THEN true
        WHEN a.url IS NULL THEN o.submission_id <> n.submission_id
        ELSE n.url IS DISTINCT FROM a.url END
), ranked AS (
    SELECT difference, submission_id, row_number() OVER (PARTITION BY difference ORDER BY submission_id) AS place
    FROM differing
)
SELECT difference, count(*) AS found,
    COALESCE(jsonb_agg(submission_id ORDER BY place) FILTER (WHERE place <= :?limit), '[]')::text AS ids
FROM ranked GROUP BY difference
UNION ALL
SELECT 'all', count(*), '[]' FROM shown WHERE url IS NOT NULL
