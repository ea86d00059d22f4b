-- Adopts the links of the Python service once the submissions are read and the ledger lists their files. A file without
-- a link gets the link in its column, the object key that the Python service used, and the expiry that the link states:
-- SigV2 in seconds since 1970 (Expires), SigV4 as a date plus seconds (X-Amz-Date, X-Amz-Expires). Links of that
-- service live at most a day; a link with a longer or unreadable expiry is signed again at once. Locks ledger rows in
-- key order.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), read_feed AS (
    SELECT c.sync_type FROM fence, odk_sync_cursor c
    WHERE c.sync_type = :?main_feed AND c.watermark IS NOT NULL
), legacy AS (
    SELECT a.submission_id, a.file_name, p.url,
        substring(p.url FROM '[?&]Expires=([0-9]{1,10})(&|$)') AS epoch,
        substring(p.url FROM '[?&]X-Amz-Expires=([0-9]{1,6})(&|$)') AS life,
        substring(p.url FROM '[?&]X-Amz-Date=(20[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])'
            'T([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9])Z(&|$)') AS signed
    FROM read_feed, odk_attachment a
    JOIN ${table} m ON m."UUID" = a.submission_id
    CROSS JOIN LATERAL (VALUES ${images}) AS p(file_name, url)
    WHERE a.form = ${form} AND a.url IS NULL AND a.file_name = p.file_name AND p.url <> ''
    ORDER BY a.submission_id, a.file_name
    FOR NO KEY UPDATE OF a
), dated AS (
    SELECT submission_id, file_name, url, CASE
        WHEN epoch IS NOT NULL THEN to_timestamp(epoch::bigint)
        -- adds the day as an interval, because make_timestamptz refuses the 31st of a shorter month
        WHEN signed IS NOT NULL AND life IS NOT NULL THEN
            make_timestamptz(substr(signed, 1, 4)::integer, substr(signed, 5, 2)::integer, 1,
                substr(signed, 10, 2)::integer, substr(signed, 12, 2)::integer, substr(signed, 14, 2)::integer, 'UTC')
            + make_interval(days => substr(signed, 7, 2)::integer - 1, secs => life::integer)
        END AS expires_at
    FROM legacy
), adopted AS (
    UPDATE odk_attachment a
    SET url = d.url,
        url_expires_at = CASE WHEN d.expires_at <= now() + interval '25 hours' THEN d.expires_at ELSE now() END,
        object_key = :?base_folder || '/' || a.folder || '/' || a.submission_id || '-'
            || regexp_replace(a.file_name, '^.*/', '')
    FROM dated d
    WHERE a.form = ${form} AND a.submission_id = d.submission_id AND a.file_name = d.file_name
)
SELECT count(*) AS held, (SELECT count(*) FROM read_feed) AS read FROM fence
