-- Reads a page of rejects after a given id, all or only open ones (open is 'true'), and the number of open ones. Shows
-- where, why and when, never the data. An empty column means the whole record. A JSON object; next is the id to
-- continue after, null at the end.
WITH found AS (
    SELECT r.id, json_build_object(
        'id', r.id,
        'sync_type', r.sync_type,
        'submission_id', r.submission_id,
        'table_name', r.table_name,
        'record_id', r.record_id,
        'column_name', r.column_name,
        'reason', r.reason,
        'rejected_at', odk_utc(r.rejected_at),
        'replayed_at', odk_utc(r.replayed_at),
        'accepted_at', odk_utc(r.accepted_at)) AS reject
    FROM odk_rejected_record r
    WHERE r.id > :?after::bigint AND (:?open <> 'true' OR r.replayed_at IS NULL)
    ORDER BY r.id
    LIMIT :?limit::bigint + 1
), page AS (
    SELECT id, reject FROM found ORDER BY id LIMIT :?limit
)
SELECT json_build_object(
    'open', (SELECT count(*) FROM odk_rejected_record WHERE replayed_at IS NULL),
    'rejects', (SELECT coalesce(json_agg(reject ORDER BY id), '[]') FROM page),
    'next', CASE WHEN (SELECT count(*) FROM found) > :?limit::bigint THEN (SELECT max(id) FROM page) END
)::text AS answer
