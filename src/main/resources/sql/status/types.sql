-- The sync types that anything is known of: those that a start has found in the routes, and those that have ever run.
-- JSON, an array.
SELECT coalesce(json_agg(known.sync_type ORDER BY known.sync_type), '[]')::text AS answer
FROM (SELECT sync_type FROM odk_sync_status UNION SELECT sync_type FROM odk_sync_history) known
