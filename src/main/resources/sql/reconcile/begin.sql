-- What a comparison begins with: the month whose turn it was last, for how many seconds the older of the feeds has not been
-- read, and which of them were never read from beginning to end, or are being read like that; null for none. A walk of
-- changes that is under way, or broke off, is in the way of nothing: what it reads is younger than the last one.
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
