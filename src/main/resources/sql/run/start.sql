-- Takes the lease of a sync type, if it is free, and records the start. No row: somebody else holds it. A run that has
-- it already, and only did not hear so because its connection broke, begins again in the row of before.
WITH taken AS (
    INSERT INTO odk_sync_lease AS l
        (sync_type, holder, instance, fencing_number, heartbeat_at, expires_at)
    VALUES (:?sync, :?holder, :?instance, 1, now(), now() + make_interval(secs => :?lease_seconds))
    ON CONFLICT (sync_type) DO UPDATE
    SET holder = EXCLUDED.holder, instance = EXCLUDED.instance,
        fencing_number = l.fencing_number + 1,
        heartbeat_at = EXCLUDED.heartbeat_at, expires_at = EXCLUDED.expires_at
    WHERE l.holder IS NULL OR l.holder = EXCLUDED.holder
    RETURNING fencing_number
), again AS (
    UPDATE odk_sync_history h SET sync_timestamp = now()
    FROM taken
    WHERE h.sync_type = :?sync AND h.status = 'in_progress'
    RETURNING h.id
), begun AS (
    INSERT INTO odk_sync_history
        (sync_type, sync_timestamp, status, records_processed, sync_metadata, service_instance)
    SELECT :?sync, now(), 'in_progress', 0, '{}', left(:?instance, 100)
    FROM taken
    WHERE NOT EXISTS (SELECT FROM again)
    RETURNING id
), status AS (
    INSERT INTO odk_sync_status AS s
        (sync_type, last_attempt_timestamp, last_sync_status, successful_sync_count,
         failed_sync_count, created_at, updated_at)
    SELECT :?sync, now(), 'in_progress', 0, 0, now(), now()
    FROM taken
    ON CONFLICT (sync_type) DO UPDATE
    SET last_attempt_timestamp = now(), last_sync_status = 'in_progress', last_error_message = NULL,
        updated_at = now()
)
SELECT history.id AS history_id, taken.fencing_number
FROM taken, (SELECT id FROM again UNION ALL SELECT id FROM begun) history
