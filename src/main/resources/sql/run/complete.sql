-- Ends a successful run, once, and releases its lease. No row: the lease was lost and nothing is written. The last sync
-- is the time of Central's first answer by Central's clock; the start of the run if it sends Central no request.
WITH released AS (
    UPDATE odk_sync_lease
    SET holder = NULL, expires_at = now()
    WHERE sync_type = :?sync AND fencing_number = :?fence
    RETURNING sync_type
), history AS (
    UPDATE odk_sync_history h
    SET status = 'success',
        duration_seconds = round(extract(epoch FROM now() - h.sync_timestamp))::integer,
        sync_metadata = (:?metadata::jsonb || jsonb_build_object(
            'fencing_number', :?fence::bigint,
            'duration_ms', round(extract(epoch FROM now() - h.sync_timestamp) * 1000),
            'records_per_second', round(h.records_processed
                / greatest(extract(epoch FROM now() - h.sync_timestamp), 0.001)::numeric, 1)))::text
    FROM released
    WHERE h.id = :?history_id AND h.status = 'in_progress'
    RETURNING h.records_processed, h.sync_timestamp
), status AS (
    UPDATE odk_sync_status s
    SET last_sync_status = 'success', 
        last_sync_timestamp = COALESCE(NULLIF(:?last_sync, '')::timestamptz, history.sync_timestamp),
        last_error_message = NULL, last_records_processed = history.records_processed,
        successful_sync_count = s.successful_sync_count + 1, updated_at = now()
    FROM history
    WHERE s.sync_type = :?sync
)
SELECT records_processed, extract(epoch FROM now() - sync_timestamp)::float8 AS seconds FROM history
UNION ALL
-- already written by an attempt whose answer was lost
SELECT records_processed, duration_seconds FROM odk_sync_history WHERE id = :?history_id AND status = 'success'
