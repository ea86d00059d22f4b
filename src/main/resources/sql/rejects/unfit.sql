-- Finds the values that their columns refuse, independent of the form's schema: row, column and SQLSTATE.
SELECT c.record_id, c.column_name, u.state
FROM jsonb_to_recordset(:?cells::jsonb) AS c(record_id text, column_name text, value text),
    LATERAL (SELECT odk_refusal(quote_ident(${table_name})::regclass, c.column_name, c.value) AS state) u
WHERE u.state IS NOT NULL
