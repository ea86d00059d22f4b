-- Views whose rows are stored: the view reads a table, which `unified` keeps equal to the query.
CREATE TABLE odk_stored_view (
    form text NOT NULL,
    view text NOT NULL,
    source text NOT NULL,                        -- the view with the query
    stored_table text NOT NULL,
    query_hash text NOT NULL,
    filled_on date,                              -- UTC day on which all submissions were last marked; null: not yet
    is_complete boolean NOT NULL DEFAULT false,  -- whether the table has the rows of all submissions
    PRIMARY KEY (form, view)
);

-- Creates the table of a stored view, without rows, with an index on the submission's id and one on each date or time.
-- Gives up at once when a query is in its way, because later queries would wait behind it.
CREATE FUNCTION odk_create_stored_view(stored_table text, source text) RETURNS void
LANGUAGE plpgsql SET lock_timeout = '50ms' AS $$
DECLARE
    indexed text;
BEGIN
    EXECUTE 'DROP TABLE IF EXISTS ' || stored_table;
    EXECUTE 'CREATE TABLE ' || stored_table || ' AS SELECT * FROM ' || source || ' WITH NO DATA';
    FOR indexed IN
        SELECT quote_ident(attname) FROM pg_attribute
        WHERE attrelid = to_regclass(stored_table) AND attnum > 0
          AND (attname = 'UUID' OR atttypid IN ('date'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype))
    LOOP
        EXECUTE 'CREATE INDEX ON ' || stored_table || ' (' || indexed || ')';
    END LOOP;
END $$;

CREATE FUNCTION odk_drop_stored_view(stored_table text, source text) RETURNS void
LANGUAGE plpgsql SET lock_timeout = '50ms' AS $$
BEGIN
    EXECUTE 'DROP TABLE IF EXISTS ' || stored_table;
    EXECUTE 'DROP VIEW IF EXISTS ' || source;
END $$;
