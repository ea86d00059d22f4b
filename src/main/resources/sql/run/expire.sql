-- Ends all runs whose lease has expired and releases their leases. The new fencing number keeps a process that was only
-- paused from writing.
WITH expired AS (
    UPDATE odk_sync_lease l
    SET holder = NULL, fencing_number = l.fencing_number + 1
    WHERE l.holder IS NOT NULL AND l.expires_at < now()
    RETURNING l.sync_type, l.heartbeat_at
), ended AS (
    UPDATE odk_sync_history h
    SET status = 'error',
        duration_seconds = round(extract(epoch FROM now() - h.sync_timestamp))::integer,
        error_message = format('internal: abandoned by %s at %s: the next run reads again what was not stored',
            h.service_instance, left(odk_utc(s.heartbeat_at), 19) || 'Z'),
        sync_metadata = jsonb_strip_nulls(jsonb_build_object(
            'error_class', 'internal',
            'fencing_number', substring(h.sync_metadata FROM '"fencing_number": *([0-9]+)')::bigint,
            'duration_ms', round(extract(epoch FROM now() - h.sync_timestamp) * 1000)))::text
    FROM expired s
    WHERE h.sync_type = s.sync_type AND h.status = 'in_progress'
    RETURNING h.id, h.sync_type, h.error_message
), counted AS (
    UPDATE odk_sync_status s
    SET last_sync_status = 'error', last_error_message = e.error_message,
        failed_sync_count = s.failed_sync_count + e.runs, updated_at = now()
    FROM (SELECT sync_type, count(*) AS runs, max(error_message) AS error_message FROM ended GROUP BY 1) e
    WHERE s.sync_type = e.sync_type
)
SELECT id AS history_id, sync_type, error_message FROM ended ORDER BY id
