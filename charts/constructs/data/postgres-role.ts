import { ConfigurationError } from '../errors.ts';

/**
 * Runs when the image has initialised an empty volume: creates the role that clients log in as, and its database. The
 * password comes from the mounted file; it stands in no command line, nor in the log, whatever the server logs otherwise.
 *
 * It can be run again in the container, as `/docker-entrypoint-initdb.d/10-role.sh`. A pod that is killed while it
 * initialises leaves a volume that the image takes for complete; and a rotated password of the role has to reach the
 * server.
 */
export function createRoleScript(database: string, user: string, exporter: string | undefined): string {
  return `#!/bin/sh
set -eu
# The image has set it while it initialises; afterwards it is in the file.
if [ -z "\${PGPASSWORD:-}" ]; then PGPASSWORD=$(cat "$POSTGRES_PASSWORD_FILE"); fi
export PGPASSWORD
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres <<'SQL'
SET log_statement = 'none';
SET log_min_duration_statement = -1;
SET log_min_error_statement = 'panic';
\\set password \`cat "$ROLE_PASSWORD_FILE"\`
SELECT 'CREATE ROLE "${user}" LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${user}') \\gexec
ALTER ROLE "${user}" PASSWORD :'password';
SELECT 'CREATE DATABASE "${database}" OWNER "${user}"'
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '${database}') \\gexec
REVOKE ALL ON DATABASE "${database}" FROM PUBLIC;
${exporter === undefined ? '' : exporterRole(exporter)}SQL
`;
}

/** A role that reads statistics and no table, over a few connections at the most. */
function exporterRole(role: string): string {
  return `\\set password \`cat "$EXPORTER_PASSWORD_FILE"\`
SELECT 'CREATE ROLE "${role}" LOGIN CONNECTION LIMIT 3' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') \\gexec
ALTER ROLE "${role}" PASSWORD :'password';
GRANT pg_monitor TO "${role}";
`;
}

/** Databases that are there from the start. */
export const ownDatabases = /^(postgres|template[01])$/;

/** Roles that are there from the start, and names that PostgreSQL allows to no other. */
export const ownRoles = /^(postgres|public|none|pg_.*)$/;

/**
 * @returns `name` if it is a plain one that PostgreSQL has not taken itself
 * @throws ConfigurationError naming `place`
 */
export function requireIdentifier(name: string, place: string, taken: RegExp): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) {
    throw new ConfigurationError(
      `${place}: "${name}" is no plain PostgreSQL name; use lower-case letters, digits and "_"`,
    );
  }
  if (taken.test(name)) {
    throw new ConfigurationError(`${place}: "${name}" is a name of PostgreSQL's own; choose another one`);
  }
  return name;
}
