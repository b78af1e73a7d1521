import { describe, expect, test } from '@jest/globals';
import { podSecurityViolations } from '../../charts/constructs/checks/pod-security.ts';

// Kubernetes' own fixtures are run by scripts/scorers/pod-security-fixtures.mjs. Here is what they leave out, and where
// the versions of Kubernetes differ: a pod passes if all of them admit it.

const container = {
  name: 'web',
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};
const securityContext = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
const pod = { securityContext, containers: [container] };

function violations(changes: object, annotations: Record<string, string> = {}): string[] {
  return podSecurityViolations(annotations, { ...pod, ...changes });
}

function inContainer(changes: object): object {
  return { containers: [{ ...container, ...changes }] };
}

test('a pod without a fault passes', () => {
  expect(violations({})).toEqual([]);
});

describe('a pod may not', () => {
  test('allow root for itself, even if each container forbids it', () => {
    const strict = { ...container, securityContext: { ...container.securityContext, runAsNonRoot: true } };
    expect(violations({ securityContext: { ...securityContext, runAsNonRoot: false }, containers: [strict] })).toEqual([
      'the pod sets runAsNonRoot to false; set it to true',
    ]);
  });

  test('run as root in a user namespace, which only 1.35 and later admit', () => {
    const rooted = { ...securityContext, runAsNonRoot: undefined, runAsUser: 0 };
    expect(violations({ hostUsers: false, securityContext: rooted })).toEqual([
      'container web does not set runAsNonRoot to true',
      'the pod has runAsUser 0; use a number above 10000',
    ]);
  });

  test.each(['127.0.0.1', 'localhost', '::1', 'metadata.example'])('probe the host %s, which 1.34 refuses', (host) => {
    const message = `a probe or hook of container web names the host ${host}; remove it`;
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      expect(violations(inContainer({ [probe]: { httpGet: { port: 80, host } } }))).toEqual([message]);
      expect(violations(inContainer({ [probe]: { tcpSocket: { port: 80, host } } }))).toEqual([message]);
    }
    for (const hook of ['postStart', 'preStop']) {
      expect(violations(inContainer({ lifecycle: { [hook]: { httpGet: { port: 80, host } } } }))).toEqual([message]);
    }
  });

  test.each([
    'net.ipv4.tcp_keepalive_time', // Since 1.29
    'net.ipv4.tcp_rmem', // Since 1.32
    'net.ipv4.tcp_notsent_lowat', // Since 1.37
  ])('set the sysctl %s, which 1.28 refuses', (name) => {
    expect(violations({ securityContext: { ...securityContext, sysctls: [{ name, value: '1' }] } })).toEqual([
      `the sysctl ${name} is not safe in every version since 1.28; remove it`,
    ]);
  });

  test('have the SELinux type container_engine_t, which 1.30 refuses', () => {
    const seLinuxOptions = { type: 'container_engine_t' };
    expect(violations({ securityContext: { ...securityContext, seLinuxOptions } })).toHaveLength(1);
  });

  test('name a profile of no known type', () => {
    for (const profile of ['seccompProfile', 'appArmorProfile']) {
      const own = { ...container.securityContext, [profile]: { type: 'Unconfined' } };
      expect(violations(inContainer({ securityContext: own }))).not.toEqual([]);
    }
    expect(violations({ securityContext: { ...securityContext, appArmorProfile: { type: '' } } })).toHaveLength(1);
  });

  test('relax a container that joins later or runs first', () => {
    for (const list of ['initContainers', 'ephemeralContainers']) {
      expect(violations({ [list]: [{ name: 'other' }] })).toEqual([
        'container other does not set allowPrivilegeEscalation to false',
        'container other does not drop ALL capabilities',
      ]);
    }
  });
});

describe('a pod may', () => {
  test.each(['kernel.shm_rmid_forced', 'net.ipv4.ip_unprivileged_port_start'])('set the sysctl %s', (name) => {
    expect(violations({ securityContext: { ...securityContext, sysctls: [{ name, value: '1' }] } })).toEqual([]);
  });

  test.each(['csi', 'ephemeral', 'image'])('mount a volume of type %s, which no fixture shows', (type) => {
    expect(violations({ volumes: [{ name: 'data', [type]: {} }] })).toEqual([]);
  });

  test('name the empty host, which is none', () => {
    expect(violations(inContainer({ livenessProbe: { httpGet: { port: 80, host: '' } } }))).toEqual([]);
  });

  test('be confined by AppArmor through the annotation of old', () => {
    const key = 'container.apparmor.security.beta.kubernetes.io/web';
    expect(violations({}, { [key]: 'localhost/web' })).toEqual([]);
    expect(violations({}, { [key]: 'unconfined' })).toHaveLength(1);
  });
});
