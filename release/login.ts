/**
 * Settings with which Git meets the remote: a workflow has a token instead of a stored login, and gh turns it into one.
 * A person's own login is left alone.
 */
export function loginSettings(): string[] {
  return process.env['GH_TOKEN'] ? ['credential.helper=', 'credential.helper=!gh auth git-credential'] : [];
}
