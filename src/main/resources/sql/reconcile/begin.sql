-- What a comparison begins with: the month whose turn it was last, for how many seconds the older of the feeds has not been
-- read, and which of them have no finished walk of the form, or one that broke off since then; null for none.
SELECT extract(epoch FROM now() - min(r.begun_at))::float8 AS age_seconds,
       string_agg(f.feed, ' and ' ORDER BY f.feed) FILTER (WHERE r.begun_at IS NULL) AS unread,
       (SELECT odk_utc(c.resume_point) FROM odk_sync_cursor c WHERE c.sync_type = :?sync) AS position
FROM (VALUES (:?main_feed::text), (:?repeats_feed)) f(feed)
CROSS JOIN LATERAL (
    SELECT max(h.sync_timestamp) AS begun_at
    FROM odk_sync_cursor c JOIN odk_sync_history h USING (sync_type)
    WHERE c.sync_type = f.feed AND h.status = 'success'
      AND c.source = :?source AND c.filter IS NOT NULL AND c.walk_bound IS NULL) r
WHERE f.feed <> ''
