-- Reads the cursor of a feed, times as ISO-8601 UTC; also whether submissions wait for a recheck and whether the form
-- has encrypted ones. Always returns one row, with nulls if nothing is stored.
SELECT odk_utc(c.watermark) AS watermark, odk_utc(c.walk_bound) AS walk_bound,
       odk_utc(c.walk_latest) AS walk_latest, odk_utc(c.resume_point) AS resume_point,
       c.source, c.filter, c.etag, c.form_hash,
       EXISTS (SELECT FROM odk_recheck r WHERE r.sync_type = feed.sync_type) AS recheck,
       EXISTS (SELECT FROM odk_encrypted_submission s WHERE s.form = :?form_name) AS encrypted
FROM (SELECT :?sync::text AS sync_type) feed LEFT JOIN odk_sync_cursor c USING (sync_type)
