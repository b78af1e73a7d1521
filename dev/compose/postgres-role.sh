#!/bin/sh
# Creates the role that the backend logs in as, no superuser, its database, and the role of the Prometheus exporter, as in
# the cluster. The image runs it when it has initialised an empty volume. It can be run again, after a first start that was
# cut short, for another password, or on a volume that is older than the exporter:
#   docker compose exec postgres /docker-entrypoint-initdb.d/10-role.sh
# In a shell of its own: without the right to be executed, which archives lose, the image reads it into its own shell.
(
  set -eu
  # The image has set it while it initialises.
  export PGPASSWORD="${PGPASSWORD:-$POSTGRES_PASSWORD}"
  # At a second run, that a role has its rights already is no news.
  export PGOPTIONS=--client-min-messages=warning
  psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres <<'SQL'
SET log_statement = 'none';
SET log_min_duration_statement = -1;
SET log_min_error_statement = 'panic';
\getenv password ROLE_PASSWORD
SELECT 'CREATE ROLE "arq" LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'arq') \gexec
ALTER ROLE "arq" PASSWORD :'password';
SELECT 'CREATE DATABASE "arq" OWNER "arq"'
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'arq') \gexec
REVOKE ALL ON DATABASE "arq" FROM PUBLIC;
\getenv password EXPORTER_PASSWORD
SELECT 'CREATE ROLE "exporter" LOGIN CONNECTION LIMIT 3' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'exporter') \gexec
ALTER ROLE "exporter" PASSWORD :'password';
GRANT pg_monitor TO "exporter";
SQL
)
