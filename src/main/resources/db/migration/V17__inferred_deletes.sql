-- The brake on deletes that are only inferred: Central has a submission no more, and has not listed it as deleted.

-- What is stored and was not listed in the comparison that is under way, until Central has answered for it by its id. Worth
-- nothing after it, hence not logged.
CREATE UNLOGGED TABLE odk_unlisted (
    sync_type varchar(50) NOT NULL,    -- of the comparison
    feed varchar(50) NOT NULL,         -- the sync type that has stored it
    submission_id text NOT NULL,
    is_absent boolean NOT NULL DEFAULT false  -- Central, asked by id, has it no more
);
CREATE INDEX odk_unlisted_sync_type ON odk_unlisted (sync_type, is_absent, submission_id);

-- Whether the feed may delete the submission when Central has it no more. Else it leaves it as it is, and the next
-- comparison decides.
ALTER TABLE odk_recheck ADD COLUMN may_delete boolean NOT NULL DEFAULT false;

-- The inferred deletes of the last days: what is little in one run may be much in all of them.
CREATE TABLE odk_inferred_delete (
    form text NOT NULL,
    submission_id text NOT NULL,
    inferred_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (form, submission_id)
);
