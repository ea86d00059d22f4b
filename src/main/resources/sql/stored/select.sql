-- Reads the stored views of a form: view, source, stored_table, query_hash, columns (JSON), is_new (the table must be
-- created), is_due (all rows must be written: the table is new, or of another day, because queries use the current date).
SELECT s.view, s.source, s.stored_table, s.query_hash, json_agg(a.attname ORDER BY a.attnum)::text AS columns,
    s.filled_on IS NULL OR to_regclass(s.stored_table) IS NULL AS is_new,
    s.filled_on IS DISTINCT FROM current_date OR to_regclass(s.stored_table) IS NULL AS is_due
FROM odk_stored_view s
JOIN pg_attribute a
  ON a.attrelid = CASE WHEN s.filled_on IS NULL THEN to_regclass(s.source)
                       ELSE COALESCE(to_regclass(s.stored_table), to_regclass(s.source)) END
 AND a.attnum > 0 AND NOT a.attisdropped
WHERE s.form = ${form}
GROUP BY s.form, s.view
ORDER BY s.view
