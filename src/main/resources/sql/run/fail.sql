-- Ends a failed run, once, and releases its lease. No row: the lease was lost and nothing is written.
WITH released AS (
    UPDATE odk_sync_lease
    SET holder = NULL, expires_at = now()
    WHERE sync_type = :?sync AND fencing_number = :?fence
    RETURNING sync_type
), history AS (
    UPDATE odk_sync_history h
    SET status = 'error',
        duration_seconds = round(extract(epoch FROM now() - h.sync_timestamp))::integer,
        error_message = :?error_message,
        sync_metadata = (:?metadata::jsonb || jsonb_build_object(
            'fencing_number', :?fence::bigint,
            'duration_ms', round(extract(epoch FROM now() - h.sync_timestamp) * 1000)))::text
    FROM released
    WHERE h.id = :?history_id AND h.status = 'in_progress'
    RETURNING h.id
), status AS (
    UPDATE odk_sync_status s
    SET last_sync_status = 'error', last_error_message = :?error_message,
        failed_sync_count = s.failed_sync_count + 1, updated_at = now()
    FROM history
    WHERE s.sync_type = :?sync
)
SELECT id FROM history
UNION ALL
-- already written by an attempt whose answer was lost
SELECT id FROM odk_sync_history
WHERE id = :?history_id AND status = 'error' AND error_message = :?error_message
