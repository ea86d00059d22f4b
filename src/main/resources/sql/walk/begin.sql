-- How far the feed is stored, times as ISO-8601 UTC. Always a row: all null where nothing is stored.
SELECT odk_utc(c.watermark) AS watermark, odk_utc(c.walk_bound) AS walk_bound,
       odk_utc(c.walk_latest) AS walk_latest, odk_utc(c.resume_point) AS resume_point,
       c.source, c.filter, c.etag, c.form_hash
FROM (SELECT :?sync::text AS sync_type) asked LEFT JOIN odk_sync_cursor c USING (sync_type)
