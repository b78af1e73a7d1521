import { api } from './programs.mjs';

const pulls = 'repos/{owner}/{repo}/pulls';

/**
 * Opens a pull request for a branch, or brings the one that is open up to date. By requests that need no more than the
 * right to write pull requests; `gh pr edit` asks for projects and teams too.
 * @returns {{ number: number, url: string }}
 */
export function open(branch, title, bodyFile) {
  const content = ['--raw-field', `title=${title}`, '--field', `body=@${bodyFile}`];
  const [existing] = api(`${pulls}?state=open&base=main&head={owner}:${encodeURIComponent(branch)}`);
  const { number, html_url: url } = existing
    ? api(`${pulls}/${existing.number}`, '--method', 'PATCH', ...content)
    : api(pulls, '--method', 'POST', '--raw-field', `head=${branch}`, '--raw-field', 'base=main', ...content);
  return { number, url };
}

/**
 * Closes older pull requests from branches of this repository with a prefix, and says in each which one came instead.
 * @returns their numbers
 */
export function closeSuperseded(prefix, number) {
  const all = api(`${pulls}?state=open&base=main&per_page=100`);
  const superseded = all
    // Of a fork, anybody may choose the name of a branch; a newer one is not this one's to close.
    .filter(({ head, base }) => head.ref.startsWith(prefix) && head.repo?.full_name === base.repo.full_name)
    .map((one) => one.number)
    .filter((one) => one < number);
  for (const one of superseded) {
    api(`repos/{owner}/{repo}/issues/${one}/comments`, '--raw-field', `body=#${number} came instead.`);
    api(`${pulls}/${one}`, '--method', 'PATCH', '--raw-field', 'state=closed');
  }
  return superseded;
}
