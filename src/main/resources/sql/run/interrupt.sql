-- Ends a run because the service stops, once, and releases its lease. Only the history shows it: the status is restored
-- from the run before and no failure is counted. No row: the lease was lost and nothing is written.
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
), previous AS (
    SELECT h.status, h.error_message FROM odk_sync_history h, history
    WHERE h.sync_type = :?sync AND h.id < history.id AND h.status IN ('success', 'error')
      AND coalesce(h.error_message, '') NOT LIKE 'interrupted: %'
    ORDER BY h.id DESC LIMIT 1
), status AS (
    UPDATE odk_sync_status s
    SET last_sync_status = coalesce((SELECT status FROM previous),
            CASE WHEN s.last_sync_timestamp IS NULL THEN 'pending' ELSE 'success' END),
        last_error_message = (SELECT error_message FROM previous), updated_at = now()
    FROM history
    WHERE s.sync_type = :?sync
)
SELECT id FROM history
UNION ALL
-- already written by an attempt whose answer was lost
SELECT id FROM odk_sync_history
WHERE id = :?history_id AND status = 'error' AND error_message = :?error_message
