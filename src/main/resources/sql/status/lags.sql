-- Reads the age of each feed's watermark in seconds, by the database's clock. A JSON object by sync type.
SELECT coalesce(json_object_agg(
        sync_type, greatest(0, floor(extract(epoch FROM now() - watermark)))), '{}')::text AS answer
FROM odk_sync_cursor WHERE watermark IS NOT NULL
