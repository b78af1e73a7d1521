import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { installedPromtools, testRules } from '../rules/promtool.ts';
import { storiesOfErrors } from './stories-of-errors.ts';
import { storiesOfLatency } from './stories-of-latency.ts';
import { storiesOfPods } from './stories-of-pods.ts';
import { holds, promtoolTest, type Story } from './story.ts';
import { type Question, type Template, templates } from './templates.ts';

const folder = mkdtempSync(join(tmpdir(), 'arq-release-metrics-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const judged = templates();
const storiesOf = (template: Template) => [
  ...storiesOfPods(template),
  ...storiesOfErrors(template),
  ...storiesOfLatency(template),
];
const questionOf = ({ questions }: Template, { metric }: Story) => questions[metric] as Question;
const titled = (template: Template) => storiesOf(template).map((story) => ({ ...story, story }));

describe.each(judged)('what $name asks Prometheus', (template) => {
  test('is what stories are told of', () => {
    const told = new Set(storiesOf(template).map(({ metric }) => metric));
    expect(Object.keys(template.questions).filter((name) => name !== 'smoke')).toEqual([...told]);
  });

  describe.each(installedPromtools())('by $name', (promtool) => {
    test('is answered as each story tells', async () => {
      const stories = storiesOf(template);
      const files = stories.map((story, index) => {
        const file = `${template.name}-${index}.json`;
        const tests = [promtoolTest(questionOf(template, story).query, story)];
        writeFileSync(join(folder, file), JSON.stringify({ evaluation_interval: '10s', tests }));
        return file;
      });
      const verdicts = await testRules(promtool, folder, files);
      const failed = stories.flatMap(({ metric, title }, index) =>
        verdicts[index] === undefined ? [] : [`${metric} ${title}\n${verdicts[index]}`],
      );
      expect(failed.join('\n\n')).toBe('');
    });
  });

  test.each(titled(template))('$metric $title', ({ story }) => {
    expect(holds(questionOf(template, story).successCondition, story.result)).toBe(story.passes);
  });

  test.each(Object.entries(template.questions))(
    'fails %s without an answer, or with two',
    (_, { successCondition }) => {
      expect(holds(successCondition, [])).toBe(false);
      expect(holds(successCondition, [0, 0])).toBe(false);
      expect(holds(successCondition, [Number.NaN])).toBe(false);
    },
  );
});
