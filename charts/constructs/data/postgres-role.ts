import { ConfigurationError } from '../errors.ts';

/**
 * Runs once, when the image has initialised an empty volume: creates the role that clients log in as, and its database.
 * The password comes from the mounted file and stands in no command line.
 */
export function createRoleScript(database: string, user: string): string {
  return `#!/bin/sh
set -eu
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres <<'SQL'
\\set password \`cat "$ROLE_PASSWORD_FILE"\`
CREATE ROLE ${user} LOGIN PASSWORD :'password';
CREATE DATABASE ${database} OWNER ${user};
REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
SQL
`;
}

/**
 * @returns `name` if PostgreSQL takes it without quotes, in configuration and SQL alike
 * @throws ConfigurationError naming `place`
 */
export function requireIdentifier(name: string, place: string): string {
  if (/^[a-z_][a-z0-9_]{0,62}$/.test(name)) return name;
  throw new ConfigurationError(
    `${place}: "${name}" is no plain PostgreSQL name; use lower-case letters, digits and "_"`,
  );
}
