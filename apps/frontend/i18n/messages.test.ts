import { describe, expect, it } from '@jest/globals';
import { problemKinds } from '../../backend/src/http/problem.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { problemText } from './problem-text.ts';

type Tree = { readonly [key: string]: string | Tree };

/** Path of each sentence, with those of its plural forms taken together. */
function sentences(tree: Tree, path = ''): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [key, value] of Object.entries(tree)) {
    const here = `${path}/${key}`;
    if (typeof value === 'string') found.set(here, [value]);
    else if ('other' in value) found.set(here, Object.values(value) as string[]);
    else for (const [inner, texts] of sentences(value, here)) found.set(inner, texts);
  }
  return found;
}

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
const english = sentences(en);
const arabic = sentences(ar);

describe('dictionaries', () => {
  it('say the same things', () => {
    expect([...arabic.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('leave nothing empty', () => {
    const empty = [...english, ...arabic].filter(([, texts]) => texts.some((text) => text.trim() === ''));
    expect(empty).toEqual([]);
  });

  it('put the same values into their sentences', () => {
    for (const [key, texts] of arabic) {
      const expected = new Set((english.get(key) ?? []).flatMap(placeholders));
      const actual = new Set(texts.flatMap(placeholders));
      expect({ key, placeholders: actual }).toEqual({ key, placeholders: expected });
    }
  });

  it('leave nothing in the other language', () => {
    const latinOnly = [...arabic].filter(([, texts]) => texts.every((text) => !/[\u0600-\u06ff]/.test(text)));
    expect(latinOnly.map(([key]) => key).sort()).toEqual([
      '/brand',
      '/incident/alertmanager',
      '/language/switchLabel',
      '/language/switchTo',
      '/live/announceIncident',
      '/tiers/redis/name',
    ]);
  });

  it('name the other language in that language alone', () => {
    expect(en.language.switchLabel).not.toMatch(/[a-z]/i);
    expect(ar.language.switchLabel).not.toMatch(/[\u0600-\u06ff]/);
  });

  it('have all plural forms of Arabic wherever English has a plural', () => {
    const categories = new Intl.PluralRules('ar').resolvedOptions().pluralCategories.length;
    for (const [key, texts] of english) {
      if (texts.length > 1) expect({ key, forms: arabic.get(key)?.length }).toEqual({ key, forms: categories });
    }
  });
});

describe('problemText', () => {
  it.each(Object.keys(problemKinds))('has words of its own for %s', (kind) => {
    for (const messages of [en, ar]) {
      expect(problemText(messages, `urn:arq:problem:${kind}`)).not.toBe(messages.problems.unknown);
    }
  });

  it.each([
    'urn:arq:problem:new',
    'about:blank',
    'urn:arq:problem:constructor',
    'urn:arq:problem:reference',
    undefined,
  ])('admits that it does not know %s', (type) => {
    expect(problemText(en, type)).toBe(en.problems.unknown);
  });
});
