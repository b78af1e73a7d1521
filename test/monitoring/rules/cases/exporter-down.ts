import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, missing, steps } from '../series.ts';
import { neighbour, ofBoth, ofExporter, postgres, redis, type Server } from './exporter-subjects.ts';
import { minutes, teller } from './workload-story.ts';
import { elsewhere, namespace, toldTwice } from './workload-subjects.ts';

const length = '30m';
const always = (value: number) => constant(value, length);
const down = join(constant(1, '5m30s'), constant(0, '24m30s'));
const vanished = join(constant(1, '5m30s'), gone('24m30s'));

function casesOf(server: Server): RuleCase[] {
  const wanted = (first = always(1), second = first) => ({
    ...toldTwice('kube_deployment_spec_replicas', { namespace, deployment: server.job }, first, second),
    ...toldTwice('kube_deployment_spec_replicas', { namespace, deployment: neighbour }, always(1)),
    ...toldTwice('kube_deployment_spec_replicas', { namespace: elsewhere, deployment: server.job }, always(1)),
  });
  const others = {
    ...ofExporter({ job: neighbour }, 'up', always(1)),
    ...ofExporter(server, 'up', always(0), { namespace: elsewhere }),
  };
  const tell = teller('ExporterDown', server.workload);
  const fires = (title: string, series: RuleCase['series']) =>
    tell(title, { ...wanted(), ...others, ...series }, { silent: ['6m', '10m'], firing: ['11m', '20m'] });
  const silent = (title: string, series: RuleCase['series']) =>
    tell(title, { ...wanted(), ...others, ...series }, { silent: minutes(5, 25) });
  return [
    fires('fires five minutes after the last scrape that succeeded', ofExporter(server, 'up', down)),
    fires('fires when the target is gone', ofExporter(server, 'up', vanished)),
    fires('fires without a break when the target comes back, but does not answer', {
      ...ofExporter(server, 'up', join(constant(1, '5m30s'), gone('3m'), constant(0, '21m30s'))),
    }),
    fires('fires without Kubernetes', {
      ...ofExporter(server, 'up', down),
      ...wanted(missing(length)),
    }),
    fires('fires though one replica of kube-state-metrics still thinks that none is wanted', {
      ...ofExporter(server, 'up', down),
      ...wanted(always(1), always(0)),
    }),
    fires('fires though two are wanted', {
      ...ofExporter(server, 'up', down),
      ...wanted(always(2)),
    }),
    silent('is silent while both exporters answer', ofBoth(server, 'up', [always(1), always(1)])),
    silent('is silent while one exporter of two answers', ofBoth(server, 'up', [always(1), down])),
    silent('is silent through a rollout of four minutes', {
      ...ofExporter(
        server,
        'up',
        steps([
          [1, '5m30s'],
          [0, '4m'],
          [1, '20m30s'],
        ]),
      ),
    }),
    silent('is silent when it was scaled to zero on purpose', {
      ...ofExporter(server, 'up', vanished),
      ...wanted(join(constant(1, '5m30s'), constant(0, '24m30s'))),
    }),
  ];
}

export const cases: readonly RuleCase[] = [postgres, redis].flatMap(casesOf);
