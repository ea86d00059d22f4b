-- Counts the open rejects and returns the last id, up to a given id (0: all). One row.
SELECT count(*) AS open, coalesce(max(id), 0) AS last FROM odk_rejected_record
WHERE replayed_at IS NULL AND (:?last::bigint = 0 OR id <= :?last::bigint)
