-- Views of the operator's over a form's tables, and what they need to read answers as what they mean. An answer may be
-- any text: none makes these fail, and what is not a number, a date or a time is null. Plain SQL, which PostgreSQL puts
-- into the query itself: thus an index is used through them, and no exception is ever caught.

-- Digits, with or without a sign and a point; no exponent, no NaN, and no more digits than anybody writes.
-- Their number is left to length(): a pattern that counts takes eight times as long.
CREATE FUNCTION odk_number(raw text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN length(raw) <= 60 AND raw ~ '^-?[0-9]+[.]?[0-9]*$' THEN raw::numeric END $$;

-- The same, from lowest to highest.
CREATE FUNCTION odk_number(raw text, lowest numeric, highest numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN odk_number(raw) BETWEEN lowest AND highest THEN odk_number(raw) END $$;

-- A day of the calendar, as yyyy-mm-dd.
CREATE FUNCTION odk_date(raw text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE
    WHEN raw ~ '^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' THEN
        CASE WHEN substr(raw, 9)::int <= date_part('day', make_date(left(raw, 4)::int, substr(raw, 6, 2)::int, 1)
                                                          + interval '1 month' - interval '1 day')
        THEN make_date(left(raw, 4)::int, substr(raw, 6, 2)::int, substr(raw, 9)::int) END
    END $$;

-- Date and time as they are written, such as 2026-01-31T08:30:00.000Z; in which zone is left to the reader.
CREATE FUNCTION odk_timestamp(raw text) RETURNS timestamp LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE
    WHEN raw ~ ('^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][T ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]'
                || '(?:[.][0-9]+)?(?:Z|[+-][0-9:]+)?$') THEN
        odk_date(left(raw, 10)) + make_interval(
            hours => substr(raw, 12, 2)::int,
            mins => substr(raw, 15, 2)::int,
            secs => substr(raw, 18, 2)::int + coalesce(left(substring(raw FROM '[.][0-9]+'), 7), '0')::double precision)
    WHEN length(raw) = 10 THEN odk_date(raw)
    END $$;

-- A text as one segment of the path of an address.
CREATE FUNCTION odk_segment(raw text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT replace(replace(replace(replace(replace(replace(replace(replace(
    raw, '%', '%25'), '/', '%2F'), '\', '%5C'), '?', '%3F'), '#', '%23'), ':', '%3A'), '+', '%2B'), ' ', '%20') $$;

-- Makes a view what a query of the operator's says, and says from where it has that. What depends on the view, and who
-- may read it, stays; PostgreSQL refuses a query that lacks a column of before. The parentheses hold one query and
-- nothing else. Gives up at once when a dashboard's query is in its way, as whoever comes later would wait behind it.
CREATE FUNCTION odk_replace_view(view_name text, query text, origin text) RETURNS void
LANGUAGE plpgsql SET lock_timeout = '50ms' AS $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW ' || view_name || E' AS (\n' || query || E'\n)';
    EXECUTE format('COMMENT ON VIEW %s IS %L', view_name, origin);
END $$;
