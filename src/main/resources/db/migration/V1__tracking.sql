-- What every run leaves behind. The first two tables are those of the Python service and are adopted
-- where they exist; theirs have NOT NULL columns without defaults, so we always write every column.
CREATE TABLE IF NOT EXISTS odk_sync_status (
    sync_type VARCHAR(50) PRIMARY KEY,
    last_sync_timestamp TIMESTAMP WITH TIME ZONE,
    last_attempt_timestamp TIMESTAMP WITH TIME ZONE,
    last_sync_status VARCHAR(20) DEFAULT 'pending',
    last_error_message TEXT,
    successful_sync_count INTEGER DEFAULT 0,
    failed_sync_count INTEGER DEFAULT 0,
    last_records_processed INTEGER,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(),
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);

CREATE TABLE IF NOT EXISTS odk_sync_history (
    id SERIAL PRIMARY KEY,
    sync_type VARCHAR(50) NOT NULL,
    sync_timestamp TIMESTAMP WITH TIME ZONE DEFAULT NOW(),
    status VARCHAR(20) NOT NULL,
    records_processed INTEGER,
    duration_seconds INTEGER,
    error_message TEXT,
    sync_metadata TEXT,
    service_instance VARCHAR(100)
);
CREATE INDEX IF NOT EXISTS ix_odk_sync_history_sync_type ON odk_sync_history (sync_type);
CREATE INDEX IF NOT EXISTS ix_odk_sync_history_sync_timestamp ON odk_sync_history (sync_timestamp);

-- How far a walk over a feed has come. No row: the next walk is a full one.
CREATE TABLE odk_sync_cursor (
    sync_type varchar(50) PRIMARY KEY,
    watermark timestamptz,             -- every change up to here is stored; Central's clock
    walk_bound timestamptz,            -- Central's clock at the first attempt of an unfinished walk
    walk_latest timestamptz,           -- latest change that an unfinished walk stored
    resume_point timestamptz,          -- smallest submissionDate that an unfinished walk stored
    source text,                       -- which form, where: another one is another feed
    filter text,                       -- the exact filter that the ETag answered
    etag text,
    form_hash text,
    verified_at timestamptz,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- One live run per sync type over all instances. A statement that changes data locks its row FOR SHARE
-- and shows the fencing number, so a run that lost its lease cannot write.
CREATE TABLE odk_sync_lease (
    sync_type varchar(50) PRIMARY KEY,
    holder text,                       -- random id of a process's start; null: free
    instance text,                     -- the same for humans: <host>-<pid>
    fencing_number bigint NOT NULL,
    heartbeat_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

-- The schema of each form that the form's tables were last made for.
CREATE TABLE odk_form (
    form text PRIMARY KEY,             -- the prefix of the form's tables
    form_id text NOT NULL,
    hash text NOT NULL,                -- Central's hash of the form's definition
    fields jsonb NOT NULL,             -- Central's /fields?odata=true
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- Every file that an image field names: what became of it, where its bytes are, and its link.
CREATE TABLE odk_attachment (
    form text NOT NULL,
    submission_id text NOT NULL,
    file_name text NOT NULL,
    folder text NOT NULL,
    state text NOT NULL CHECK (state IN ('pending', 'stored', 'missing', 'failed')),
    reason text,                       -- of the last failure
    submitted_at timestamptz,
    requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),  -- moves when an edit asks for it again
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    next_check_at timestamptz,
    md5 text,                          -- of the bytes, as Central's ETag gives it
    size bigint,                       -- bytes
    content_type text,
    object_key text,
    stored_at timestamptz,
    url text,
    url_expires_at timestamptz,
    history_id integer,                -- the run that last worked on it
    PRIMARY KEY (form, submission_id, file_name)
);
CREATE INDEX odk_attachment_due ON odk_attachment (form, submitted_at DESC)
    WHERE state IN ('pending', 'missing');
CREATE INDEX odk_attachment_expiring ON odk_attachment (form, url_expires_at)
    WHERE url IS NOT NULL;

-- Submissions whose unified row is out of date. Append-only, no unique key: marking never waits.
CREATE TABLE odk_unified_dirty (
    id bigserial PRIMARY KEY,
    form text NOT NULL,
    submission_id text NOT NULL
);
CREATE INDEX odk_unified_dirty_form ON odk_unified_dirty (form, id);

-- What Central has and no column takes: stored as NULL there, and raw here. json, not jsonb, which refuses
-- the character NUL.
CREATE TABLE odk_rejected_record (
    sync_type varchar(50) NOT NULL,
    table_name text NOT NULL,
    record_id text NOT NULL,           -- "UUID" of the row
    column_name text NOT NULL,
    raw json NOT NULL,
    rejected_at timestamptz NOT NULL DEFAULT now(),
    replayed_at timestamptz,
    PRIMARY KEY (sync_type, table_name, record_id, column_name)
);

-- Submissions that Central has deleted, and we did too.
CREATE TABLE odk_tombstone (
    form text NOT NULL,
    submission_id text NOT NULL,
    deleted_at timestamptz NOT NULL,   -- Central's clock
    PRIMARY KEY (form, submission_id)
);

-- A time as ISO-8601 UTC, in Central's form; whatever the session's settings.
CREATE FUNCTION odk_utc(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

-- A text as the value of an HTML attribute.
CREATE FUNCTION odk_escape(raw text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT replace(replace(replace(replace(replace(
    raw, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&#39;') $$;

-- An image in Superset's table: only what its sanitizer lets through. Null without a link.
CREATE FUNCTION odk_image_html(url text, alt text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT '<a href="' || odk_escape(url) || '"><img src="' || odk_escape(url)
    || '" alt="' || odk_escape(alt) || '" width="100%"></a>' $$;
