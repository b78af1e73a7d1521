import { describe, expect, it } from '@jest/globals';
import { isOwnWork, methodLabel, routeTemplate } from './route-template.ts';

describe('routeTemplate', () => {
  it.each([
    ['/', '/'],
    ['/en', '/[lang]'],
    ['/ar/incidents', '/[lang]/incidents'],
    ['/en/incidents/0b1f', '/[lang]/incidents/[id]'],
    ['/health/readiness', '/health/readiness'],
    ['/api/v1/incidents/1/resolve', '/api/*'],
    ['/_next/static/chunks/a.js', '/_next/static/*'],
    ['/apiary', 'unmatched'],
    ['/en/wp-login.php', 'unmatched'],
    ['/de', 'unmatched'],
    ['/api/%', 'unmatched'],
    ['/en/incidents/%E0%A4%A', 'unmatched'],
    ['/en/incidents/%D8%A7', '/[lang]/incidents/[id]'],
  ])('calls %s %s', (path, template) => {
    expect(routeTemplate(path)).toBe(template);
  });

  it('is one of a few, whatever is asked for', () => {
    const paths = Array.from({ length: 1000 }, (_, index) => `/${index}/${'en/'.repeat(index % 5)}${index}`);
    expect(new Set(paths.map(routeTemplate))).toEqual(new Set(['unmatched']));
  });
});

describe('methodLabel', () => {
  it('knows the usual ones only', () => {
    expect(['GET', 'PROPFIND'].map(methodLabel)).toEqual(['GET', 'other']);
  });
});

describe('isOwnWork', () => {
  it('counts pages, and neither probes nor what the backend or the disk does', () => {
    const own = [
      '/[lang]',
      '/health',
      '/health/readiness',
      '/latency',
      '/api/*',
      '/_next/static/*',
      'unmatched',
    ].filter(isOwnWork);
    expect(own).toEqual(['/[lang]']);
  });
});
