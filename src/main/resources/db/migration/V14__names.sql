-- Which of Central's forms the tables are of, and which field has which column. A column that was given once never
-- changes its meaning. Null: of before this was recorded, and worked out until a walk records it.
ALTER TABLE odk_form
    ADD COLUMN project text,           -- the number of the form's project in Central
    ADD COLUMN central text,           -- the address of that Central
    ADD COLUMN names jsonb;            -- what a table or column holds -> its name

COMMENT ON COLUMN odk_form.names IS
    'the names of the form''s tables, and of the columns of each: what it holds -> its name';

-- Says what the columns of a table hold, where no comment says anything yet. legends: a column and its comment in turn.
CREATE FUNCTION odk_legends(target text, legends text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    missing record;
BEGIN
    FOR missing IN
        SELECT legends[i] AS name, legends[i + 1] AS legend
        FROM generate_series(1, cardinality(legends), 2) i
        JOIN pg_attribute a ON a.attrelid = target::regclass AND a.attname = legends[i] AND NOT a.attisdropped
        WHERE col_description(a.attrelid, a.attnum) IS NULL
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', target::regclass, missing.name, missing.legend);
    END LOOP;
END $$;
