-- How many rejects are open, up to the one with that id (0: all), and the last of them. One row.
SELECT count(*) AS open, coalesce(max(id), 0) AS last FROM odk_rejected_record
WHERE replayed_at IS NULL AND (:?last::bigint = 0 OR id <= :?last::bigint)
