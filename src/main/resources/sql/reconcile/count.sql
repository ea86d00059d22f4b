-- Compares Central's count of each month with ours. differs: at least one feed has stored another number.
WITH listed_counts AS (
    SELECT a.* FROM jsonb_to_recordset(:?counts::jsonb) AS a(by_update boolean, month timestamptz, listed bigint)
), versions AS (
    SELECT 1 AS feed, m.${submitted}::timestamptz AS submitted_at,
           (m."__system"::jsonb ->> 'updatedAt')::timestamptz AS updated_at
    FROM ${table} m WHERE ${live}
    UNION ALL
    SELECT 1, s.submitted_at, s.updated_at FROM odk_encrypted_submission s WHERE s.form = ${form}
    UNION ALL
    SELECT 2, e.submitted_at, e.updated_at FROM odk_expanded e WHERE e.form = ${form}
), times AS (
    SELECT feed, false AS by_update, COALESCE(submitted_at, '-infinity') AS at FROM versions
    UNION ALL
    SELECT feed, true, updated_at FROM versions WHERE updated_at IS NOT NULL
), counted AS (
    SELECT feed, by_update, count(*) AS stored,
           least(greatest(date_trunc('month', at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC',
                          :?first_month::timestamptz), :?last_month::timestamptz) AS month
    FROM times
    GROUP BY 1, 2, 4
)
SELECT a.by_update, odk_utc(a.month) AS month, a.listed, COALESCE(m.stored, 0) AS stored,
       a.listed <> COALESCE(m.stored, 0)
           OR (:?repeats_feed <> '' AND a.listed <> COALESCE(r.stored, 0)) AS differs
FROM listed_counts a
LEFT JOIN counted m ON m.feed = 1 AND m.by_update = a.by_update AND m.month = a.month
LEFT JOIN counted r ON r.feed = 2 AND r.by_update = a.by_update AND r.month = a.month
