-- Compares Central's current list of some submissions with the table: missing, surplus, outdated, silent (its __system
-- changed without a timestamp) or rejected. A known encrypted submission is no difference. recent: changed after the
-- time settled. Reads only.
SELECT v.submission_id, CASE
        WHEN m."UUID" IS NOT NULL AND NOT v.is_live THEN 'surplus'
        WHEN (m."__system"::jsonb ->> 'updatedAt')::timestamptz IS DISTINCT FROM v.updated_at
            AND m."UUID" IS NOT NULL THEN 'outdated'
        WHEN m."UUID" IS NOT NULL THEN 'silent'
        WHEN EXISTS (SELECT FROM odk_rejected_record r
                     WHERE r.table_name = ${table_name} AND r.submission_id = v.submission_id
                       AND r.column_name = '' AND r.replayed_at IS NULL) THEN 'rejected'
        ELSE 'missing' END AS difference,
    COALESCE(greatest(v.submitted_at, v.updated_at, v.deleted_at) > :?settled::timestamptz, false) AS recent
FROM jsonb_to_recordset(:?versions::jsonb)
    AS v(submission_id text, submitted_at timestamptz, updated_at timestamptz, deleted_at timestamptz, is_live boolean, system jsonb)
LEFT JOIN ${table} m ON m."UUID" = v.submission_id AND ${live}
LEFT JOIN odk_encrypted_submission s ON s.form = ${form} AND s.submission_id = v.submission_id AND v.is_live
WHERE (v.is_live <> (m."UUID" IS NOT NULL OR s.submission_id IS NOT NULL))
   OR (v.is_live AND coalesce(s.updated_at, (m."__system"::jsonb ->> 'updatedAt')::timestamptz)
                     IS DISTINCT FROM v.updated_at)
   OR (v.is_live AND m."UUID" IS NOT NULL AND s.submission_id IS NULL
       AND jsonb_strip_nulls(m."__system"::jsonb) IS DISTINCT FROM jsonb_strip_nulls(v.system))
