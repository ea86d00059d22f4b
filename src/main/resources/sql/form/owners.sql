-- Reads the prefixes that a form has or may get, in order of preference, and their owners. form_id and project: the
-- recorded owner. taken_by: the form that already uses the name for a table or an index. has_table: the table exists;
-- has_key: it has our key.
WITH preferred AS (
    SELECT p.form, p.place FROM jsonb_array_elements_text(:?prefixes::jsonb) WITH ORDINALITY AS p(form, place)
)
SELECT k.form, f.form_id, to_jsonb(f) ->> 'project' AS project, to_jsonb(f) ->> 'central' AS central,
       (SELECT max(o.form_id) FROM odk_form o
        WHERE o.form <> k.form
          AND (o.form || '_unified' = n.relation
               OR EXISTS (SELECT FROM jsonb_each_text(COALESCE(to_jsonb(o) #> '{names,tables}', '{}')) t
                          WHERE t.value = n.relation))) AS taken_by,
       to_regclass(quote_ident(k.form)) IS NOT NULL AS has_table,
       EXISTS (SELECT FROM pg_attribute a
               WHERE a.attrelid = to_regclass(quote_ident(k.form)) AND a.attname = 'UUID') AS has_key
FROM (SELECT form FROM preferred UNION SELECT form FROM odk_form WHERE form_id = :?form_id) k
LEFT JOIN preferred w USING (form) LEFT JOIN odk_form f USING (form)
-- indexes share a namespace with tables
CROSS JOIN LATERAL (SELECT COALESCE(
    (SELECT c.relname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     WHERE i.indexrelid = to_regclass(quote_ident(k.form))), k.form) AS relation) n
ORDER BY w.place NULLS LAST, k.form
