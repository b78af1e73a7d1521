import { allContainers, securityContexts } from './pod-containers.ts';

type Loose = any;

/**
 * What a pod violates of the standard `baseline` as any Kubernetes from 1.28 on reads it. Its rules on capabilities and
 * volumes are left to `restricted`, which allows a subset.
 */
export function baselineViolations(annotations: Readonly<Record<string, string>>, pod: Loose): string[] {
  return [
    ...hostNamespaces(pod),
    ...hostPorts(pod),
    ...hostAddresses(pod),
    ...sysctls(pod),
    ...appArmorAnnotations(annotations),
    ...securityContexts(pod).flatMap(({ where, context }) => contextViolations(where, context)),
  ];
}

function hostNamespaces(pod: Loose): string[] {
  return ['hostNetwork', 'hostPID', 'hostIPC']
    .filter((field) => pod[field])
    .map((field) => `${field} is true; remove it`);
}

function hostPorts(pod: Loose): string[] {
  return allContainers(pod).flatMap(({ name, ports = [] }) =>
    ports
      .filter(({ hostPort }: Loose) => hostPort)
      .map(({ hostPort }: Loose) => `container ${name} binds host port ${hostPort}; remove hostPort`),
  );
}

/** Since 1.34 probes and hooks may name no host, not even the loopback: the kubelet asks from the node's network. */
function hostAddresses(pod: Loose): string[] {
  return allContainers(pod).flatMap(({ name, livenessProbe, readinessProbe, startupProbe, lifecycle }) => {
    const handlers = [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop];
    return handlers
      .flatMap((handler) => [handler?.httpGet?.host, handler?.tcpSocket?.host])
      .filter((host) => host)
      .map((host) => `a probe or hook of container ${name} names the host ${host}; remove it`);
  });
}

/** Those of 1.28: later versions allow more, which 1.28 refuses. */
const safeSysctls = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_syncookies',
]);

function sysctls(pod: Loose): string[] {
  return (pod.securityContext?.sysctls ?? [])
    .filter(({ name }: Loose) => !safeSysctls.has(name))
    .map(({ name }: Loose) => `the sysctl ${name} is not safe in every version since 1.28; remove it`);
}

function appArmorAnnotations(annotations: Readonly<Record<string, string>>): string[] {
  return Object.entries(annotations)
    .filter(([key]) => key.startsWith('container.apparmor.security.beta.kubernetes.io/'))
    .filter(([, profile]) => profile !== '' && profile !== 'runtime/default' && !profile.startsWith('localhost/'))
    .map(([key, profile]) => `the annotation ${key} is "${profile}"; use "runtime/default"`);
}

/** Those of 1.28; container_engine_t came with 1.31. */
const seLinuxTypes = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t']);

/** What seccomp and AppArmor profiles may be of. */
const profileTypes = new Set(['RuntimeDefault', 'Localhost']);

function contextViolations(where: string, context: Loose): string[] {
  const { appArmorProfile, seLinuxOptions = {}, seccompProfile, windowsOptions } = context;
  return [
    ...(context.privileged ? [`${where} is privileged; remove it`] : []),
    ...(windowsOptions?.hostProcess ? [`${where} is a host process; remove hostProcess`] : []),
    ...((context.procMount ?? 'Default') === 'Default'
      ? []
      : [`${where} has procMount ${context.procMount}; remove it`]),
    ...profileViolations(`${where} has seccomp`, seccompProfile),
    ...profileViolations(`${where} has AppArmor`, appArmorProfile),
    ...(seLinuxTypes.has(seLinuxOptions.type ?? '') && !seLinuxOptions.user && !seLinuxOptions.role
      ? []
      : [`${where} sets the SELinux user, role or a type beyond those for containers; remove seLinuxOptions`]),
  ];
}

function profileViolations(what: string, profile: Loose): string[] {
  return !profile || profileTypes.has(profile.type) ? [] : [`${what} ${profile.type}; use RuntimeDefault`];
}
