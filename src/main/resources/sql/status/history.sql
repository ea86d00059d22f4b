-- Reads a page of runs, newest first, before a given id (0: from the newest), by sync type and status or all. A JSON
-- object; next is the id to continue before, null at the end.
WITH found AS (
    SELECT h.id, json_build_object(
        'id', h.id,
        'sync_type', h.sync_type,
        'timestamp', odk_utc(h.sync_timestamp),
        'status', h.status,
        'records_processed', h.records_processed,
        'duration_seconds', coalesce(
            round((odk_json(h.sync_metadata) ->> 'duration_ms')::numeric / 1000, 3), h.duration_seconds),
        'error_message', h.error_message,
        'service_instance', h.service_instance) AS run
    FROM odk_sync_history h
    WHERE (:?type = '' OR h.sync_type = :?type) AND (:?status = '' OR h.status = :?status)
      AND (:?before = 0 OR h.id < :?before)
    ORDER BY h.id DESC
    LIMIT :?limit::bigint + 1
), page AS (
    SELECT id, run FROM found ORDER BY id DESC LIMIT :?limit
)
SELECT json_build_object(
    'runs', (SELECT coalesce(json_agg(run ORDER BY id DESC), '[]') FROM page),
    'next', CASE WHEN (SELECT count(*) FROM found) > :?limit::bigint THEN (SELECT min(id) FROM page) END
)::text AS answer
