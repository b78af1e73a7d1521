import { readTheme, themeCookie } from '../../../lib/theme.ts';
import { readForm } from '../../../server/read-form.ts';
import { runtime } from '../../../server/runtime.ts';

const yearSeconds = 31_536_000;
/** A path of this site: what starts with two slashes would lead away from it. */
const localPath = /^\/(?![/\\])[\w\-./?=&%,+*]*$/;

/** Keeps the appearance that was chosen, and leads back. Works without JavaScript. */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request);
  if (form instanceof Response) return form;
  const theme = readTheme(form.get('theme'));
  const returnTo = String(form.get('returnTo') ?? '');
  const secure = runtime().configuration.publicUrl.startsWith('https:') ? '; Secure' : '';
  return new Response(null, {
    status: 303,
    headers: {
      Location: localPath.test(returnTo) ? returnTo : '/',
      'Set-Cookie': `${themeCookie}=${theme}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax${secure}`,
    },
  });
}
