-- The values of these rows that their columns do not take, whatever the form's schema says: row and column.
SELECT r.value ->> 'UUID' AS record_id, c.key AS column_name
FROM jsonb_array_elements(:?rows::jsonb) r, jsonb_each(r.value) c
WHERE NOT odk_fits(quote_ident(${table_name})::regclass, c.key, c.value)
