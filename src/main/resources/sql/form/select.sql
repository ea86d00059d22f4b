-- Reads the stored version of a form; always one row. hash: empty if its tables do not exist yet; options: null if an
-- earlier build saved it. columns: the existing columns with their types, if no names are stored. others: the tables of
-- other forms.
SELECT f.hash || COALESCE(' ' || (to_json(f) ->> 'options_hash'), '') AS hash, to_json(f) ->> 'options' AS options,
       to_json(f) ->> 'media_types' AS media_types, coalesce(f.fields::text, '[]') AS fields, n.names::text AS names,
       CASE WHEN n.names IS NOT NULL THEN '{}' ELSE coalesce(
           (SELECT jsonb_object_agg(t.relname, t.columns)
            FROM (SELECT c.relname, jsonb_object_agg(a.attname, format_type(a.atttypid, NULL)) AS columns
                  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                  WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) AND c.relkind IN ('r', 'p')
                    AND (c.relname = wanted.form OR starts_with(c.relname::text, wanted.form || '_'))
                    AND a.attnum > 0 AND NOT a.attisdropped
                  GROUP BY 1) t)::text, '{}') END AS columns,
       coalesce(
           (SELECT jsonb_agg(t.name)
            FROM odk_form o CROSS JOIN LATERAL
                (SELECT value AS name FROM jsonb_each_text(COALESCE(to_jsonb(o) #> '{names,tables}', '{}'))
                 UNION SELECT o.form UNION SELECT o.form || '_unified') t
            WHERE o.form <> wanted.form)::text, '[]') AS others
FROM (SELECT :?form_name::text AS form) wanted
LEFT JOIN odk_form f USING (form)
-- read through jsonb: the column may not exist yet in a warehouse of an earlier build
CROSS JOIN LATERAL (SELECT NULLIF(to_jsonb(f) -> 'names', 'null') AS names) n
