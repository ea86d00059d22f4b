-- Takes the lease of a sync type if it is free and records the start, later than the end of the run before, even if
-- this statement waited for that. No row: another process holds the lease. A run that already holds it, because the
-- answer to its first attempt was lost, reuses its history row. Other runs in progress were abandoned by the Python
-- service and are ended.
WITH taken AS (
    INSERT INTO odk_sync_lease AS l
        (sync_type, holder, instance, fencing_number, heartbeat_at, expires_at)
    VALUES (:?sync, :?holder, :?instance, 1, now(), now() + make_interval(secs => :?lease_seconds))
    ON CONFLICT (sync_type) DO UPDATE
    SET holder = EXCLUDED.holder, instance = EXCLUDED.instance,
        fencing_number = l.fencing_number + 1,
        heartbeat_at = EXCLUDED.heartbeat_at, expires_at = EXCLUDED.expires_at
    WHERE l.holder IS NULL OR l.holder = EXCLUDED.holder
    RETURNING fencing_number, clock_timestamp() AS taken_at,
        jsonb_build_object('fencing_number', fencing_number)::text AS metadata,
        jsonb_build_object('fencing_number', fencing_number - 1)::text AS previous_metadata
), reused AS (
    UPDATE odk_sync_history h SET sync_timestamp = taken_at, sync_metadata = metadata
    FROM taken
    WHERE h.sync_type = :?sync AND h.status = 'in_progress' AND h.sync_metadata = previous_metadata
    RETURNING h.id
), abandoned AS (
    UPDATE odk_sync_history h
    SET status = 'error', sync_metadata = '{"error_class":"internal"}',
        error_message = format('internal: abandoned by %s: the next run reads again what was not stored',
            coalesce(h.service_instance, 'an unknown instance'))
    FROM taken
    WHERE h.sync_type = :?sync AND h.status = 'in_progress'
      AND h.sync_metadata IS DISTINCT FROM previous_metadata
    RETURNING h.id
), inserted AS (
    INSERT INTO odk_sync_history
        (sync_type, sync_timestamp, status, records_processed, sync_metadata, service_instance)
    SELECT :?sync, taken_at, 'in_progress', 0, metadata, left(:?instance, 100)
    FROM taken
    WHERE NOT EXISTS (SELECT FROM reused)
    RETURNING id
), status AS (
    INSERT INTO odk_sync_status AS s
        (sync_type, last_attempt_timestamp, last_sync_status, successful_sync_count,
         failed_sync_count, created_at, updated_at)
    SELECT :?sync, taken_at, 'in_progress', 0, (SELECT count(*) FROM abandoned), now(), now()
    FROM taken
    ON CONFLICT (sync_type) DO UPDATE
    SET last_attempt_timestamp = EXCLUDED.last_attempt_timestamp,
        last_sync_status = 'in_progress', last_error_message = NULL,
        failed_sync_count = s.failed_sync_count + EXCLUDED.failed_sync_count, updated_at = now()
)
SELECT history.id AS history_id, taken.fencing_number
FROM taken, (SELECT id FROM reused UNION ALL SELECT id FROM inserted) history
