import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { minutes, teller } from './workload-story.ts';
import { elsewhere, namespace, toldTwice } from './workload-subjects.ts';

const length = '40m';
const name = 'arq-tls';
const tell = teller('CertificateNotReady', 'arq', [{ namespace, name }]);

const ready = (values: string, labels: Readonly<Record<string, string>> = {}) =>
  toldTwice('certmanager_certificate_ready_status', { namespace, name, condition: 'True', ...labels }, values);
const others = {
  ...ready(constant(0, length), { namespace: elsewhere }),
  ...ready(constant(0, length), { name: 'well', condition: 'False' }),
  ...ready(constant(1, length), { name: 'well' }),
};
const isSilent = (title: string, series: RuleCase['series']) =>
  tell(title, { ...others, ...series }, { silent: minutes(5, 35) });

export const cases: readonly RuleCase[] = [
  tell(
    'fires after 15 minutes',
    { ...others, ...ready(join(constant(1, '5m30s'), constant(0, '34m30s'))) },
    {
      silent: ['6m', '20m'],
      firing: ['21m', '35m'],
      annotations: [{ summary: `Certificate ${name} is not ready in ${namespace}` }],
    },
  ),
  isSilent('is silent while it is ready', ready(constant(1, length))),
  isSilent('is silent while it is issued for the first time, within ten minutes', {
    ...ready(
      steps([
        [0, '10m'],
        [1, '30m'],
      ]),
    ),
  }),
  isSilent('is silent when the certificate is removed', ready(join(constant(0, '10m'), gone('30m')))),
];
