-- Registers new sync types as pending.
INSERT INTO odk_sync_status
    (sync_type, last_sync_status, last_attempt_timestamp, successful_sync_count, failed_sync_count, created_at, updated_at)
SELECT t.name, 'pending', now(), 0, 0, now(), now() FROM jsonb_array_elements_text(:?types::jsonb) AS t(name)
ON CONFLICT (sync_type) DO NOTHING
