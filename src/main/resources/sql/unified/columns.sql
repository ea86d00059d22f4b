-- Reads the columns of the unified table and of the custom query, the key first: name, type (null: not in the
-- query) and is_there (in the table).
SELECT coalesce(t.attname, s.attname) AS name, format_type(s.atttypid, s.atttypmod) AS type,
       t.attname IS NOT NULL AS is_there
FROM (SELECT attname, attnum, atttypid, atttypmod FROM pg_attribute
      WHERE attrelid = to_regclass(:?view) AND attnum > 0 AND NOT attisdropped) s
FULL JOIN (SELECT attname, attnum FROM pg_attribute
           WHERE attrelid = to_regclass(:?unified_table) AND attnum > 0 AND NOT attisdropped) t USING (attname)
ORDER BY coalesce(t.attname, s.attname) <> 'UUID', t.attnum, s.attnum
