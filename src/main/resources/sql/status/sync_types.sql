-- Reads the status of every sync type, those of the Python service first: last success and attempt, counters, current
-- run, and trigger interval (null: no trigger). A JSON array.
WITH live AS (
    SELECT l.sync_type, json_build_object(
        'id', h.id, 'started', odk_utc(h.sync_timestamp),
        'seconds', floor(extract(epoch FROM now() - h.sync_timestamp)), 'records_processed', h.records_processed,
        'service_instance', l.instance) AS run
    FROM odk_sync_lease l
    JOIN odk_sync_history h ON h.sync_type = l.sync_type AND h.status = 'in_progress'
    WHERE l.holder IS NOT NULL AND l.expires_at > now()
), triggers AS (
    -- a cron trigger has no interval: use the time between its last (or first possible) and its next fire
    SELECT trigger_name AS sync_type, min(coalesce(s.repeat_interval, t.next_fire_time
        - CASE WHEN t.prev_fire_time > 0 THEN t.prev_fire_time ELSE t.start_time END)) / 1000 AS interval_seconds
    FROM qrtz_triggers t LEFT JOIN qrtz_simple_triggers s USING (sched_name, trigger_name, trigger_group)
    WHERE trigger_group = 'odk-sync' GROUP BY trigger_name
)
SELECT coalesce(json_agg(json_build_object(
        'sync_type', s.sync_type,
        'last_sync_timestamp', odk_utc(s.last_sync_timestamp),
        'last_attempt_timestamp', odk_utc(s.last_attempt_timestamp),
        'last_sync_status', s.last_sync_status,
        'successful_syncs', s.successful_sync_count,
        'failed_syncs', s.failed_sync_count,
        'last_records_processed', s.last_records_processed,
        -- a current run has cleared the message of the last one
        'last_error', coalesce(s.last_error_message, latest.message),
        'consecutive_failures', failed.in_a_row,
        'seconds_since_success', floor(extract(epoch FROM now() - s.last_sync_timestamp)),
        'interval_seconds', t.interval_seconds,
        'verified_at', odk_utc(c.verified_at),
        'run', l.run)
    ORDER BY array_position(ARRAY['main_submissions', 'person_details', 'image_processing', 'url_refresh']::text[],
        s.sync_type::text), s.sync_type), '[]')::text AS answer
FROM odk_sync_status s
-- interrupted runs are no failures; one lookup per type keeps this fast with a long history
CROSS JOIN LATERAL (
    SELECT coalesce(max(h.id), 0) AS id FROM odk_sync_history h
    WHERE h.sync_type = s.sync_type AND h.status = 'success') succeeded
CROSS JOIN LATERAL (
    SELECT count(*) AS in_a_row FROM odk_sync_history h
    WHERE h.sync_type = s.sync_type AND h.status = 'error' AND h.id > succeeded.id
      AND coalesce(h.error_message, '') NOT LIKE 'interrupted: %') failed
LEFT JOIN LATERAL (
    SELECT h.error_message AS message FROM odk_sync_history h
    WHERE h.sync_type = s.sync_type AND h.status = 'error' AND h.id > succeeded.id
      AND coalesce(h.error_message, '') NOT LIKE 'interrupted: %'
    ORDER BY h.id DESC LIMIT 1) latest ON true
LEFT JOIN live l ON l.sync_type = s.sync_type
LEFT JOIN triggers t ON t.sync_type = s.sync_type
LEFT JOIN odk_sync_cursor c ON c.sync_type = s.sync_type
