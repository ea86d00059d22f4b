-- Where the feed's next walk begins; null: at the beginning.
SELECT (
    SELECT to_char(watermark AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    FROM odk_sync_cursor
    WHERE sync_type = :?sync
) AS watermark
