-- Reads one run by id, with its metadata. A JSON object; null if the run does not exist.
SELECT (SELECT json_build_object(
    'id', h.id,
    'sync_type', h.sync_type,
    'timestamp', odk_utc(h.sync_timestamp),
    'status', h.status,
    'records_processed', h.records_processed,
    'duration_seconds', coalesce(
        round((odk_json(h.sync_metadata) ->> 'duration_ms')::numeric / 1000, 3), h.duration_seconds),
    'error_message', h.error_message,
    'service_instance', h.service_instance,
    'metadata', CASE WHEN json_typeof(odk_json(h.sync_metadata)) = 'object' THEN odk_json(h.sync_metadata) END
)::text
FROM odk_sync_history h
WHERE h.id = :?id) AS answer
