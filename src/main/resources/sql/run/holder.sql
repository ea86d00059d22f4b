-- Which process holds the lease of a sync type; null when it has just been given back. One row.
SELECT (
    SELECT instance FROM odk_sync_lease WHERE sync_type = :?sync AND holder IS NOT NULL
) AS instance
