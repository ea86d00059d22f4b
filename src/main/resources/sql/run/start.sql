-- Takes the lease of a sync type if it is free or has run out, ends what its last holder left behind,
-- and records the start. No row: somebody else holds it.
WITH before AS (
    SELECT heartbeat_at FROM odk_sync_lease WHERE sync_type = :?sync
), taken AS (
    INSERT INTO odk_sync_lease AS l
        (sync_type, holder, instance, fencing_number, heartbeat_at, expires_at)
    VALUES (:?sync, :?holder, :?instance, 1, now(), now() + make_interval(secs => :?lease_seconds))
    ON CONFLICT (sync_type) DO UPDATE
    SET holder = EXCLUDED.holder, instance = EXCLUDED.instance,
        fencing_number = l.fencing_number + 1,
        heartbeat_at = EXCLUDED.heartbeat_at, expires_at = EXCLUDED.expires_at
    WHERE l.holder IS NULL OR l.expires_at < now()
    RETURNING fencing_number
), abandoned AS (
    UPDATE odk_sync_history h
    SET status = 'error',
        duration_seconds = extract(epoch FROM now() - h.sync_timestamp)::integer,
        error_message = format('internal: abandoned by %s at %s, what it had not stored is read again',
            h.service_instance, (SELECT left(odk_utc(heartbeat_at), 19) || 'Z' FROM before)),
        sync_metadata = '{"error_class":"internal"}'
    FROM taken
    WHERE h.sync_type = :?sync AND h.status = 'in_progress'
    RETURNING h.id
), history AS (
    INSERT INTO odk_sync_history
        (sync_type, sync_timestamp, status, records_processed, sync_metadata, service_instance)
    SELECT :?sync, now(), 'in_progress', 0, '{}', left(:?instance, 100)
    FROM taken
    RETURNING id
), status AS (
    INSERT INTO odk_sync_status AS s
        (sync_type, last_attempt_timestamp, last_sync_status, successful_sync_count,
         failed_sync_count, created_at, updated_at)
    SELECT :?sync, now(), 'in_progress', 0, (SELECT count(*) FROM abandoned), now(), now()
    FROM taken
    ON CONFLICT (sync_type) DO UPDATE
    SET last_attempt_timestamp = now(), last_sync_status = 'in_progress', last_error_message = NULL,
        failed_sync_count = s.failed_sync_count + (SELECT count(*) FROM abandoned),
        updated_at = now()
)
SELECT history.id AS history_id, taken.fencing_number
FROM history, taken
