-- Which form the sync types of this warehouse are for: a service for another form under the same names is refused.
CREATE TABLE odk_sync_owner (
    sync_type varchar(50) PRIMARY KEY,
    project text NOT NULL,             -- the number of the form's project in Central
    form_id text NOT NULL,
    claimed_at timestamptz NOT NULL DEFAULT now()
);
