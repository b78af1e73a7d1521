import { describe, expect, it } from '@jest/globals';
import { splitPath } from './languages.ts';
import { negotiateLanguage } from './negotiate.ts';

describe('negotiateLanguage', () => {
  it.each([
    ['ar', 'ar'],
    ['ar-SA,ar;q=0.9,en;q=0.8', 'ar'],
    ['en;q=0.2, AR-eg;q=0.9', 'ar'],
    ['de, fr;q=0.9, ar;q=0.1', 'ar'],
    ['ar;q=0, en', 'en'],
    ['de', 'en'],
    ['*', 'en'],
    ['', 'en'],
    [null, 'en'],
    ['ar;q=x, en;q=0.1', 'en'],
  ])('answers "%s" with %s', (header, language) => {
    expect(negotiateLanguage(undefined, header)).toBe(language);
  });

  it('prefers what was chosen, if it is one of ours', () => {
    expect(negotiateLanguage('en', 'ar')).toBe('en');
    expect(negotiateLanguage('xx', 'ar')).toBe('ar');
  });
});

describe('splitPath', () => {
  it.each([
    ['/en', 'en', ''],
    ['/ar/incidents/1', 'ar', '/incidents/1'],
    ['/', undefined, '/'],
    ['/english', undefined, '/english'],
  ])('splits %s', (path, language, rest) => {
    expect(splitPath(path)).toEqual({ language, rest });
  });
});
