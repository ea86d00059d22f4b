-- Lists runs, the newest first, before the one with that id (0: from the newest on), of one sync type and outcome or of
-- all. JSON, an array.
SELECT coalesce(json_agg(page.run ORDER BY page.id DESC), '[]')::text AS answer
FROM (
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
    WHERE (:?type = '' OR h.sync_type = :?type) AND (:?outcome = '' OR h.status = :?outcome)
      AND (:?before = 0 OR h.id < :?before)
    ORDER BY h.id DESC
    LIMIT :?limit
) page
