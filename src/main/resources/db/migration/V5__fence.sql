-- The fencing number as part of a key: what changes it (a takeover) waits for statements that hold the row FOR KEY
-- SHARE, and these do not hold up what does not (a heartbeat), however long they take.
ALTER TABLE odk_sync_lease ADD CONSTRAINT odk_sync_lease_fence UNIQUE (sync_type, fencing_number);
