-- Reads the state for a comparison: the last month in the rotation (position), the age in seconds of the older feed,
-- and which feeds were never read from the beginning or are still in such a pass (unread; null for none). An unfinished
-- pass over changes does not matter: its rows are newer than the last complete pass.
SELECT extract(epoch FROM now() - min(r.begun_at))::float8 AS age_seconds,
       string_agg(f.feed, ' and ' ORDER BY f.feed) FILTER (WHERE r.is_whole IS NOT TRUE) AS unread,
       (SELECT odk_utc(c.resume_point) FROM odk_sync_cursor c WHERE c.sync_type = :?sync) AS position
FROM (VALUES (:?main_feed::text), (:?repeats_feed)) f(feed)
CROSS JOIN LATERAL (
    SELECT max(h.sync_timestamp) AS begun_at,
           bool_and(c.filter IS NOT NULL AND (c.walk_bound IS NULL OR c.watermark IS NOT NULL)) AS is_whole
    FROM odk_sync_cursor c JOIN odk_sync_history h USING (sync_type)
    WHERE c.sync_type = f.feed AND h.status = 'success' AND c.source = :?source) r
WHERE f.feed <> ''
