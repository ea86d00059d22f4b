-- Creates Superset's metadata database, and a role that can only read the warehouse. PostgreSQL runs
-- this file on a new volume. On an existing volume, or after a change of a password, run it yourself;
-- it is repeatable:
--   docker compose exec postgres sh -c \
--     'psql -U "$POSTGRES_USER" -d "$POSTGRES_DB" -f /docker-entrypoint-initdb.d/10-superset.sql'
\set ON_ERROR_STOP on
-- The passwords come from the environment, so that no file contains them.
\getenv metadata_password SUPERSET_DB_PASSWORD
\getenv reader_password SUPERSET_READER_PASSWORD

SELECT 'CREATE ROLE superset_metadata LOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'superset_metadata') \gexec
ALTER ROLE superset_metadata PASSWORD :'metadata_password';

SELECT 'CREATE DATABASE superset_metadata OWNER superset_metadata'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'superset_metadata') \gexec
REVOKE ALL ON DATABASE superset_metadata FROM PUBLIC;

SELECT 'CREATE ROLE superset_reader LOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'superset_reader') \gexec
ALTER ROLE superset_reader PASSWORD :'reader_password';
ALTER ROLE superset_reader SET default_transaction_read_only = on;
-- A hanging query would block the creation of a form's new column.
ALTER ROLE superset_reader SET statement_timeout = '60s';

REVOKE ALL ON DATABASE :"DBNAME" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"DBNAME" TO superset_reader;
GRANT USAGE ON SCHEMA public TO superset_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO superset_reader;
-- Tables that odk-sync creates later, with the role that runs this file.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO superset_reader;
