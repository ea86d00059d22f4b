-- Takes the lease of a sync type, if it is free, and records the start: at a time after the end of the run before,
-- also where this statement had to wait for that. No row: somebody else holds it. A run that has it already, and only
-- did not hear so because its connection broke, begins again in the row of before. What else is in progress was left
-- behind by the Python service, and ends.
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
        jsonb_build_object('fencing_number', fencing_number - 1)::text AS metadata_before
), again AS (
    UPDATE odk_sync_history h SET sync_timestamp = taken_at, sync_metadata = metadata
    FROM taken
    WHERE h.sync_type = :?sync AND h.status = 'in_progress' AND h.sync_metadata = metadata_before
    RETURNING h.id
), left_behind AS (
    UPDATE odk_sync_history h
    SET status = 'error', sync_metadata = '{"error_class":"internal"}',
        error_message = format('internal: abandoned by %s, what it had not stored is read again',
            coalesce(h.service_instance, 'an unknown instance'))
    FROM taken
    WHERE h.sync_type = :?sync AND h.status = 'in_progress'
      AND h.sync_metadata IS DISTINCT FROM metadata_before
    RETURNING h.id
), begun AS (
    INSERT INTO odk_sync_history
        (sync_type, sync_timestamp, status, records_processed, sync_metadata, service_instance)
    SELECT :?sync, taken_at, 'in_progress', 0, metadata, left(:?instance, 100)
    FROM taken
    WHERE NOT EXISTS (SELECT FROM again)
    RETURNING id
), status AS (
    INSERT INTO odk_sync_status AS s
        (sync_type, last_attempt_timestamp, last_sync_status, successful_sync_count,
         failed_sync_count, created_at, updated_at)
    SELECT :?sync, taken_at, 'in_progress', 0, (SELECT count(*) FROM left_behind), now(), now()
    FROM taken
    ON CONFLICT (sync_type) DO UPDATE
    SET last_attempt_timestamp = EXCLUDED.last_attempt_timestamp,
        last_sync_status = 'in_progress', last_error_message = NULL,
        failed_sync_count = s.failed_sync_count + EXCLUDED.failed_sync_count, updated_at = now()
)
SELECT history.id AS history_id, taken.fencing_number
FROM taken, (SELECT id FROM again UNION ALL SELECT id FROM begun) history
