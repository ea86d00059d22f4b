-- Reads which process holds the lease of a sync type. One row; the name is unknown if the lease was just released.
SELECT coalesce(
    (SELECT instance FROM odk_sync_lease WHERE sync_type = :?sync AND holder IS NOT NULL),
    'another process') AS instance
