-- Reads the server version and the role's rights. Locks nothing.
-- prefixes: the prefixes of the forms' tables, a JSON array.
SELECT current_setting('server_version') AS version,
       current_setting('server_version_num')::integer AS number,
       current_user AS role,
       current_schema() AS schema,
       coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create,
       pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean AS read_only,
       current_setting('server_encoding') AS encoding,
       extract(epoch FROM clock_timestamp()) AS epoch,
       (SELECT count(*)
        FROM pg_class c
        WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema()))
          AND c.relkind IN ('r', 'p')
          AND NOT pg_has_role(c.relowner, 'USAGE')
          AND (starts_with(c.relname::text, 'odk_')
               OR EXISTS (SELECT
                          FROM json_array_elements_text(:?prefixes::json) AS p (prefix)
                          WHERE c.relname = p.prefix
                             OR starts_with(c.relname::text, p.prefix || '_')))) AS not_owned,
       -- such as that of the Python service with one row a person: rows cannot be written to it by their submission
       (SELECT min(c.relname)
        FROM json_array_elements_text(:?prefixes::json) AS p (prefix)
        JOIN pg_class c ON c.oid = to_regclass(quote_ident(p.prefix || '_unified')) AND c.relkind IN ('r', 'p')
        WHERE NOT EXISTS (SELECT
                          FROM pg_index i
                          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                          WHERE i.indrelid = c.oid AND i.indisunique AND i.indnkeyatts = 1
                            AND i.indpred IS NULL AND a.attname = 'UUID')) AS keyless
