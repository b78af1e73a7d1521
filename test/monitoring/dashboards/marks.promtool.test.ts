import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { marks } from '../../../charts/platform/monitoring/dashboards/marks.ts';
import { named, namespace } from '../rules/cases/workload-subjects.ts';
import { installedPromtools, testRules } from '../rules/promtool.ts';
import { constant, gone, missing, join as then } from '../rules/series.ts';

const folder = mkdtempSync(join(tmpdir(), 'arq-marks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const before = 'arq-backend-6c9d7b5f8-k4x2p';
const after = 'arq-backend-7d8f9c6b4-m7q2x';
const build = (pod: string, job: string, commit: string, values: string) => ({
  [named('arq_build_info', { namespace, job, pod, version: '1.2.3', commit })]: values,
});
const image = (pod: string, version: string, values: string) => ({
  [named('kube_pod_container_info', { namespace, pod, container: 'arq-backend', image_spec: version })]: values,
});

/** A blue-green release: new pods from the fifth minute on, traffic at the eighth, old pods until the twelfth. */
const release = {
  ...build(before, 'arq-backend', 'a', then(constant(1, '8m'), gone('12m'))),
  ...build(after, 'arq-backend-preview', 'b', then(missing('5m'), constant(1, '15m'))),
  ...build(after, 'arq-backend', 'b', then(missing('8m'), constant(1, '12m'))),
  ...image(before, 'a', then(constant(1, '12m'), gone('8m'))),
  ...image(after, 'b', then(missing('5m'), constant(1, '15m'))),
};

const moments = ['4m', '5m', '6m', '8m', '9m', '12m', '14m'] as const;
type Moment = (typeof moments)[number];

describe.each(installedPromtools())('by $name', (promtool) => {
  it.each<[string, Moment, string]>([
    ['Releases', '8m', '{version="1.2.3",commit="b"}'],
    ['Images', '5m', '{container="arq-backend",image_spec="b"}'],
  ])('the mark %s of a blue-green release is at %s', async (mark, at, labels) => {
    const expression = marks.find(({ name }) => name === mark)?.expression ?? '';
    const expr = expression.replaceAll('$environment', namespace).replaceAll('$__interval', '1m');
    const test = {
      interval: '10s',
      input_series: Object.entries(release).map(([series, values]) => ({ series, values })),
      promql_expr_test: moments.map((moment) => ({
        expr,
        eval_time: moment,
        exp_samples: moment === at ? [{ labels, value: 1 }] : [],
      })),
    };
    writeFileSync(join(folder, `${mark}.json`), JSON.stringify({ evaluation_interval: '10s', tests: [test] }));
    expect(await testRules(promtool, folder, [`${mark}.json`])).toEqual([undefined]);
  });
});
