-- Summarizes the runs of the last hours by sync type, without interrupted runs. Durations are of successful runs. A
-- JSON object by sync type. Seconds; records_per_second covers only runs that processed records.
WITH runs AS (
    SELECT h.sync_type, h.status, h.records_processed, h.error_message, h.sync_timestamp,
        coalesce((odk_json(h.sync_metadata) ->> 'duration_ms')::numeric / 1000, h.duration_seconds) AS seconds
    FROM odk_sync_history h
    WHERE h.sync_timestamp > now() - make_interval(hours => :?hours) AND h.status IN ('success', 'error')
      AND coalesce(h.error_message, '') NOT LIKE 'interrupted: %'
), sums AS (
    SELECT sync_type, count(*) AS runs,
        count(*) FILTER (WHERE status = 'success') AS successes,
        sum(records_processed) AS records,
        sum(seconds) FILTER (WHERE records_processed > 0) AS busy,
        avg(seconds) FILTER (WHERE status = 'success') AS average,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE status = 'success') AS p50,
        percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE status = 'success') AS p95,
        (array_agg(error_message ORDER BY sync_timestamp DESC) FILTER (WHERE status = 'error'))[1] AS last_error,
        max(sync_timestamp) FILTER (WHERE status = 'error') AS last_error_at
    FROM runs GROUP BY sync_type
)
SELECT coalesce(json_object_agg(sync_type, json_build_object(
        'runs', runs,
        'successes', successes,
        'failures', runs - successes,
        'success_rate', round(100.0 * successes / runs, 1),
        'average_seconds', round(average, 3),
        'p50_seconds', round(p50::numeric, 3),
        'p95_seconds', round(p95::numeric, 3),
        'records', coalesce(records, 0),
        'records_per_second', round(records / greatest(busy, 0.001), 1),
        'last_error', last_error,
        'last_error_at', odk_utc(last_error_at))), '{}')::text AS answer
FROM sums
