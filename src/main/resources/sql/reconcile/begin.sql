-- What a comparison begins with: the month whose turn it was last, and for how many seconds the older of the
-- feeds has not been read; null if one of them never was from beginning to end, or is being read like that.
SELECT (SELECT extract(epoch FROM now() - min(r.begun_at))::float8
        FROM odk_sync_cursor c CROSS JOIN LATERAL
            (SELECT max(h.sync_timestamp) AS begun_at FROM odk_sync_history h
             WHERE h.sync_type = c.sync_type AND h.status = 'success') r
        WHERE c.sync_type IN (:?main_feed, :?repeats_feed)
          AND c.source = :?source AND c.filter IS NOT NULL AND c.walk_bound IS NULL
        HAVING count(r.begun_at) = CASE WHEN :?repeats_feed = '' THEN 1 ELSE 2 END) AS age_seconds,
       (SELECT odk_utc(c.resume_point) FROM odk_sync_cursor c WHERE c.sync_type = :?sync) AS position
