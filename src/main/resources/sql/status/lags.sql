-- How old the newest change at Central is that is stored, by feed, in seconds by the database's clock: as far as each
-- walk that was read to its end has come. A row a feed is read. JSON, an object.
SELECT coalesce(json_object_agg(
        sync_type, greatest(0, floor(extract(epoch FROM now() - watermark)))), '{}')::text AS answer
FROM odk_sync_cursor WHERE watermark IS NOT NULL
