import type { RuleCase } from '../rule-case.ts';
import { constant, gone, join, steps } from '../series.ts';
import { type Moments, teller } from './workload-story.ts';
import { elsewhere, named, namespace } from './workload-subjects.ts';

const length = '1h40m';
const job = 'arq-probe';
const page = 'https://arq.example/';
const day = 86_400;

const issued = (values: string, labels: Readonly<Record<string, string>> = {}) => ({
  [named('certmanager_certificate_expiration_timestamp_seconds', {
    namespace,
    name: 'arq-tls',
    instance: '10.0.0.1:9402',
    ...labels,
  })]: values,
});
const served = (values: string, labels: Readonly<Record<string, string>> = {}) => ({
  [named('probe_ssl_earliest_cert_expiry', { namespace, job, instance: page, pod: 'blackbox-0', ...labels })]: values,
});

/** The story begins at 0, so that a certificate's end is the time that is left then. */
function casesOf(alert: string, days: number): RuleCase[] {
  const tell = teller(alert, 'arq');
  const limit = days * day;
  const ends = (seconds: number) => constant(seconds, length);
  /** Ten minutes from now less than the limit is left. */
  const soon = ends(limit + 600);
  const late = ends(limit + 30 * day);
  const others = {
    ...issued(ends(day), { namespace: elsewhere }),
    ...served(ends(day), { namespace: elsewhere }),
    ...served(ends(day), { job: 'arq-frontend-probe', instance: 'http://arq-frontend:3000/' }),
  };
  const ofBoth = (one: typeof issued, first: string, second: string) => ({
    ...one(first),
    ...one(second, one === issued ? { instance: '10.0.0.2:9402' } : { pod: 'blackbox-1' }),
  });
  const fires = (title: string, series: RuleCase['series'], labels: NonNullable<Moments['labels']>) =>
    tell(title, { ...others, ...series }, { silent: ['10m', '11m', '1h10m'], firing: ['1h11m', '1h30m'], labels });
  const isSilent = (title: string, series: RuleCase['series']) =>
    tell(title, { ...others, ...series }, { silent: ['10m', '11m', '1h', '1h10m', '1h11m', '1h30m'] });
  return [
    fires(`fires an hour after less than ${days} days are left, as cert-manager says`, issued(soon), [
      { namespace, name: 'arq-tls' },
    ]),
    fires(`fires an hour after less than ${days} days are left, as the page shows`, served(soon), [
      { namespace, instance: page },
    ]),
    fires('fires for each of several certificates', { ...issued(soon), ...issued(soon, { name: 'other' }) }, [
      { namespace, name: 'arq-tls' },
      { namespace, name: 'other' },
    ]),
    tell(
      'fires when both replicas of cert-manager and both of the blackbox exporter say so',
      {
        ...others,
        ...ofBoth(issued, ends(0.75 * limit), ends(0.75 * limit)),
        ...ofBoth(served, ends(0.75 * limit), ends(0.75 * limit)),
      },
      {
        silent: ['59m'],
        firing: ['1h'],
        labels: [
          { namespace, name: 'arq-tls' },
          { namespace, instance: page },
        ],
      },
    ),
    isSilent('is silent while more time is left', { ...issued(late), ...served(late) }),
    isSilent('is silent when one replica has not seen that the certificate was renewed', {
      ...ofBoth(issued, ends(1.2 * limit), ends(0.05 * limit)),
      ...ofBoth(served, ends(1.2 * limit), ends(0.05 * limit)),
    }),
    isSilent('is silent while the first certificate is not there yet', issued(ends(0))),
    isSilent('is silent when it is renewed within the hour', {
      ...issued(
        steps([
          [limit + 600, '1h'],
          [limit + 60 * day, '40m'],
        ]),
      ),
    }),
    isSilent('is silent when nobody tells any more', {
      ...issued(join(constant(limit + 600, '10m'), gone('90m'))),
      ...served(join(constant(limit + 600, '10m'), gone('90m'))),
    }),
  ];
}

export const cases: readonly RuleCase[] = [
  ...casesOf('CertificateExpiring', 21),
  ...casesOf('CertificateExpiryImminent', 7),
];
