-- What is known of a form, always one row: the version that its tables were last made for (no hash: they were not made
-- yet; no options: by an earlier build), and the names of its tables and columns; columns: those that its tables have already, where no names are
-- recorded, with their types; others: the tables of other forms.
SELECT f.hash || COALESCE(' ' || (to_json(f) ->> 'options_hash'), '') AS hash, to_json(f) ->> 'options' AS options,
       to_json(f) ->> 'media_types' AS media_types, coalesce(f.fields::text, '[]') AS fields, n.names::text AS names,
       CASE WHEN n.names IS NOT NULL THEN '{}' ELSE coalesce(
           (SELECT jsonb_object_agg(t.relname, t.columns)
            FROM (SELECT c.relname, jsonb_object_agg(a.attname, format_type(a.atttypid, NULL)) AS columns
                  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                  WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) AND c.relkind IN ('r', 'p')
                    AND (c.relname = asked.form OR starts_with(c.relname::text, asked.form || '_'))
                    AND a.attnum > 0 AND NOT a.attisdropped
                  GROUP BY 1) t)::text, '{}') END AS columns,
       coalesce(
           (SELECT jsonb_agg(t.name)
            FROM odk_form o CROSS JOIN LATERAL
                (SELECT value AS name FROM jsonb_each_text(COALESCE(to_jsonb(o) #> '{names,tables}', '{}'))
                 UNION SELECT o.form UNION SELECT o.form || '_unified') t
            WHERE o.form <> asked.form)::text, '[]') AS others
FROM (SELECT :?form_name::text AS form) asked
LEFT JOIN odk_form f USING (form)
-- a warehouse of before has no such column, and none of those of the options
CROSS JOIN LATERAL (SELECT NULLIF(to_jsonb(f) -> 'names', 'null') AS names) n
