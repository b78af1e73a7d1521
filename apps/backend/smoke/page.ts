import { type Answer, wrong } from './ask.ts';

export type PageLanguage = 'en' | 'ar';

interface Language {
  readonly direction: 'ltr' | 'rtl';
  /** What its words are written in. */
  readonly script: RegExp;
}

const languages: Readonly<Record<PageLanguage, Language>> = {
  en: { direction: 'ltr', script: /^[^\p{Script=Arabic}]*\p{Script=Latin}[^\p{Script=Arabic}]*$/u },
  ar: { direction: 'rtl', script: /\p{Script=Arabic}/u },
};

/** As many as the platform has. */
const tierCount = 4;

const lookAt = {
  frontend: "the frontend's log, and which program answers there",
  backend: 'whether the frontend reaches the backend: BACKEND_URL, network policies, the log of both',
};

/**
 * Looks at the status page as a reader would: its language, its headline, every tier, and that it shows what the backend
 * says now. Words may change from release to release, so it is the script that tells the language.
 * @returns the headline
 * @throws CheckFailure naming what is missing
 */
export function assertPage(answer: Answer, language: PageLanguage): string {
  const { type, text } = answer;
  const { direction, script } = languages[language];
  const root = /<html\b[^>]*>/.exec(text)?.[0] ?? '';
  const main = /<main\b[\s\S]*<\/main>/.exec(text)?.[0] ?? '';
  const headline = plain(/<h1 id="overall"[^>]*>([\s\S]*?)<\/h1>/.exec(main)?.[1] ?? '');
  const tiers = main.match(/<li class="card tier"/g)?.length ?? 0;
  const fail = (what: string, where = lookAt.frontend) => {
    // The beginning of every page is the same; the element in question says more.
    throw wrong({ ...answer, text: root }, where, what);
  };
  if (!type.startsWith('text/html')) fail(`${type || 'no type'} instead of a page`);
  for (const [name, value] of [
    ['lang', language],
    ['dir', direction],
  ] as const) {
    const given = new RegExp(`\\s${name}="([^"]*)"`).exec(root)?.[1] ?? '';
    if (given !== value) fail(`${name} is "${given}" instead of "${value}"`);
  }
  if (headline === '') fail('no headline that says how the platform is');
  if (!script.test(headline)) fail(`the headline "${headline}" is not in the language of the page`);
  if (tiers !== tierCount) fail(`${tiers} tiers instead of ${tierCount}`);
  if (!/<div class="stack" data-away="false"/.test(main)) {
    fail(`"${headline}" from memory, since the backend does not answer the frontend`, lookAt.backend);
  }
  return headline;
}

/** Text of an element, without comments and tags within. */
const plain = (html: string): string =>
  html
    .replaceAll(/<!--[\s\S]*?-->|<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
