-- Extends the leases of this process's runs. A lease that was taken over stays lost.
UPDATE odk_sync_lease l
SET heartbeat_at = clock_timestamp(), expires_at = clock_timestamp() + make_interval(secs => :?lease_seconds)
FROM jsonb_to_recordset(:?leases::jsonb) AS r(sync_type text, fencing_number bigint)
WHERE l.sync_type = r.sync_type AND l.fencing_number = r.fencing_number
