-- Lists the known sync types: those found in the routes at a start, and those with history. A JSON array.
SELECT coalesce(json_agg(known.sync_type ORDER BY known.sync_type), '[]')::text AS answer
FROM (SELECT sync_type FROM odk_sync_status UNION SELECT sync_type FROM odk_sync_history) known
