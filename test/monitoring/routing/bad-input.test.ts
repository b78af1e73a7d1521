import { alertmanagerConfig, type ReceiversProps } from '@arq/constructs';
import { describe, expect, it } from '@jest/globals';
import { everybody, shopRouting } from './shop.ts';

/** The shape of a secret, in parts: together they would be taken for one. */
const slackUrl = ['https://hooks.slack.com', 'services', 'T0', 'B0', 'abc'].join('/');

const { slack, email, webhook, heartbeat } = everybody;
const configOf = (receivers: ReceiversProps) => alertmanagerConfig({ ...shopRouting, receivers });

describe('bad input is refused:', () => {
  const pathNeeded = (place: string, shown: string) =>
    `${place}: "${shown}" is not the absolute path of a file; put the secret itself into a file, and name that one here`;

  it.each<[string, object, string]>([
    [
      'nobody',
      {},
      'receivers: nobody would be told of an alert in production; name slack, pagerDuty, email or webhook',
    ],
    ['a heartbeat alone', { heartbeat }, 'receivers: nobody would be told of an alert in production'],
    [
      'an unknown receiver',
      { slack, teams: {} },
      'receivers.teams is not a receiver; there are slack, pagerDuty, email, webhook, heartbeat',
    ],
    [
      'no channel',
      { slack: { ...slack, channel: '' } },
      'receivers.slack.channel: "" is not a channel; write its name',
    ],
    [
      'a channel without #',
      { slack: { ...slack, channel: 'shop' } },
      'receivers.slack.channel: "shop" is not a channel',
    ],
    [
      'the URL of Slack as a file',
      { slack: { ...slack, urlFile: slackUrl } },
      pathNeeded('receivers.slack.urlFile', 'https://hook…'),
    ],
    [
      'a URL without a scheme',
      { slack: { ...slack, urlFile: '//hooks.slack.com/x' } },
      '"//hooks.slac…" is not the absolute',
    ],
    [
      'a routing key',
      { pagerDuty: { routingKeyFile: '0123456789abcdef0123456789abcdef' } },
      pathNeeded('receivers.pagerDuty.routingKeyFile', '0123456789ab…'),
    ],
    [
      'a password',
      { email: { ...email, login: { username: 'a', passwordFile: 'hunter2' } } },
      pathNeeded('receivers.email.login.passwordFile', 'hunter2'),
    ],
    [
      'no user',
      { email: { ...email, login: { username: ' ', passwordFile: '/f' } } },
      'receivers.email.login.username is empty',
    ],
    ['no address', { email: { ...email, to: [] } }, 'receivers.email.to names nobody'],
    [
      'a wrong address',
      { email: { ...email, to: ['a@b', 'team'] } },
      'receivers.email.to[1]: "team" is not an address',
    ],
    [
      'two addresses in one',
      { email: { ...email, from: 'a@b, c@d' } },
      'receivers.email.from: "a@b, c@d" is not an address',
    ],
    [
      'no port',
      { email: { ...email, smarthost: 'smtp.b' } },
      'receivers.email.smarthost: "smtp.b" is not a host with a port',
    ],
    [
      'a wrong port',
      { email: { ...email, smarthost: 'smtp.b:99999' } },
      'is not a host with a port; write it like "smtp',
    ],
    ['a token', { webhook: { ...webhook, tokenFile: 'abc' } }, pathNeeded('receivers.webhook.tokenFile', 'abc')],
    [
      'a file as a URL',
      { webhook: { ...webhook, url: '/secrets/url' } },
      'receivers.webhook.url: "/secrets/url" is not a URL',
    ],
    [
      'the URL of Slack as a webhook',
      { webhook: { ...webhook, url: slackUrl } },
      'receivers.webhook.url: "https://hook…" belongs to Slack, and is a secret; use receivers.slack',
    ],
    [
      'a password in a URL',
      { webhook: { ...webhook, url: 'http://me:secret@status' } },
      'receivers.webhook.url: "http://me:se…" carries a user, a password or a query',
    ],
    [
      'a token in a URL',
      { webhook: { ...webhook, url: 'http://status/?token=abc' } },
      'carries a user, a password or a query',
    ],
    [
      'the URL of a heartbeat',
      { slack, heartbeat: { urlFile: 'https://beats.example/abc' } },
      pathNeeded('receivers.heartbeat.urlFile', 'https://beat…'),
    ],
    [
      'a heartbeat that is too fast',
      { slack, heartbeat: { ...heartbeat, interval: '30s' } },
      'receivers.heartbeat.interval: 30s is not between 1m and 1h',
    ],
    [
      'no interval',
      { slack, heartbeat: { ...heartbeat, interval: 'often' } },
      'receivers.heartbeat.interval: "often" is no duration',
    ],
  ])('%s', (_, receivers, message) => {
    expect(() => configOf(receivers as ReceiversProps)).toThrow(message);
  });

  it('an environment without a name', () => {
    expect(() => alertmanagerConfig({ ...shopRouting, environment: '{{ .x }}' })).toThrow(
      'environment: "{{ .x }}" is not a name; use small letters, digits and "-", as in "production"',
    );
  });
});
