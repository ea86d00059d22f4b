-- Which process holds the lease of a sync type; nobody says who it was when it has just been given back. One row.
SELECT coalesce(
    (SELECT instance FROM odk_sync_lease WHERE sync_type = :?sync AND holder IS NOT NULL),
    'another process') AS instance
