import { elsewhere, named, namespace, toldTwice } from '../rules/cases/workload-subjects.ts';
import { constant, gone, join, missing } from '../rules/series.ts';
import { podOf, scraped, type Whose } from './colour-series.ts';
import type { Story } from './story.ts';
import type { Template } from './templates.ts';

const always = (value: number) => constant(value, '4m');

/** What pods of a colour are asked: whether they answer, and whether they were restarted. */
export function storiesOfPods(template: Template): readonly Story[] {
  return [...answers(template), ...restarts(template)];
}

function answers(template: Template): Story[] {
  const up = (whose: Whose, values: string) => scraped(template, 'up', whose, values);
  const well = { ...up({}, always(1)), ...up({ pod: 1 }, always(1)) };
  const tell = (title: string, series: Story['series'], result: number[], passes: boolean): Story => ({
    metric: 'answers',
    title,
    series,
    result,
    passes,
  });
  return [
    tell('passes when all pods answer', well, [1], true),
    tell('fails when one of two pods does not', { ...well, ...up({ pod: 1 }, always(0)) }, [0], false),
    tell('fails when nobody knows any pod of the colour', up({ colour: 'before' }, always(1)), [], false),
    tell('fails when the targets are gone', up({}, join(constant(1, '2m30s'), gone('1m30s'))), [], false),
    tell(
      'passes though the colour before does not answer',
      { ...well, ...up({ colour: 'before' }, always(0)) },
      [1],
      true,
    ),
    tell(
      'passes though the same pods do not answer to another job or elsewhere',
      { ...well, ...up({ job: 'arq-neighbour' }, always(0)), ...up({ place: elsewhere }, always(0)) },
      [1],
      true,
    ),
    tell(
      'passes right after traffic has moved, when the targets are new',
      {
        ...up({ colour: 'before' }, join(constant(1, '2m30s'), gone('1m30s'))),
        ...up({}, join(missing('2m40s'), constant(1, '1m20s'))),
      },
      [1],
      true,
    ),
  ];
}

function restarts(template: Template): Story[] {
  const { workload } = template.service;
  const restarted = (whose: Whose, values: string, container: string = workload) =>
    toldTwice(
      'kube_pod_container_status_restarts_total',
      { namespace: whose.place ?? namespace, pod: podOf(template, whose), container },
      values,
    );
  const tell = (title: string, series: Story['series'], result: number[], passes: boolean): Story => ({
    metric: 'restarts',
    title,
    series,
    result,
    passes,
  });
  const well = { ...restarted({}, always(0)), ...restarted({ pod: 1 }, always(0)) };
  return [
    tell('passes when no pod was restarted', well, [0], true),
    tell('passes when nobody tells', { [named('up', { namespace, job: 'arq-neighbour' })]: always(1) }, [0], true),
    tell(
      'fails when one of two pods was restarted once',
      { ...well, ...restarted({ pod: 1 }, join(constant(0, '1m'), constant(1, '3m'))) },
      // Two replicas of kube-state-metrics tell of it.
      [2],
      false,
    ),
    tell(
      'passes though others were restarted',
      {
        ...well,
        ...restarted({ colour: 'before' }, always(4)),
        ...restarted({}, always(4), 'sidecar'),
        ...restarted({ place: elsewhere }, always(4)),
      },
      [0],
      true,
    ),
  ];
}
