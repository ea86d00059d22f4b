-- What is wrong with a sync type, and whether somebody was told: one row from its beginning until its end was told.
CREATE TABLE odk_alert (
    sync_type varchar(50) PRIMARY KEY,
    message text NOT NULL,             -- as it was when it began
    begun_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,              -- it is over, and nobody was told yet
    told_at timestamptz,               -- that it began
    claimed_until timestamptz          -- an instance is telling it
);
