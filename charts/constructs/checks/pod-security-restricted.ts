import { allContainers, securityContexts } from './pod-containers.ts';

type Loose = any;

/** What a pod violates of the standard `restricted`, beyond `baseline`, as any Kubernetes from 1.28 on reads it. */
export function restrictedViolations(pod: Loose): string[] {
  const forLinux =
    pod.os?.name === 'windows' ? [] : [...privilegeEscalation(pod), ...capabilities(pod), ...seccomp(pod)];
  return [...volumes(pod), ...nonRoot(pod), ...rootUser(pod), ...forLinux];
}

const volumeTypes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

function volumes(pod: Loose): string[] {
  return (pod.volumes ?? []).flatMap(({ name, ...source }: Loose) =>
    Object.keys(source)
      .filter((type) => !volumeTypes.includes(type))
      .map((type) => `volume ${name} is of type ${type}; use a persistentVolumeClaim or an emptyDir`),
  );
}

function privilegeEscalation(pod: Loose): string[] {
  return allContainers(pod)
    .filter(({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false)
    .map(({ name }) => `container ${name} does not set allowPrivilegeEscalation to false`);
}

function capabilities(pod: Loose): string[] {
  return allContainers(pod).flatMap(({ name, securityContext }) => {
    const { drop = [], add = [] } = securityContext?.capabilities ?? {};
    const extra = add.filter((capability: string) => capability !== 'NET_BIND_SERVICE');
    return [
      ...(drop.includes('ALL') ? [] : [`container ${name} does not drop ALL capabilities`]),
      ...(extra.length > 0 ? [`container ${name} adds the capabilities ${extra.join(', ')}; remove them`] : []),
    ];
  });
}

/** Since 1.35 a pod with a user namespace may run as root; 1.28 to 1.34 refuse it. */
function nonRoot(pod: Loose): string[] {
  const byDefault = pod.securityContext?.runAsNonRoot;
  return [
    // Refused even where every container says otherwise.
    ...(byDefault === false ? ['the pod sets runAsNonRoot to false; set it to true'] : []),
    ...allContainers(pod)
      .filter(({ securityContext }) => (securityContext?.runAsNonRoot ?? byDefault) !== true)
      .map(({ name }) => `container ${name} does not set runAsNonRoot to true`),
  ];
}

function rootUser(pod: Loose): string[] {
  return securityContexts(pod)
    .filter(({ context }) => context.runAsUser === 0)
    .map(({ where }) => `${where} has runAsUser 0; use a number above 10000`);
}

function seccomp(pod: Loose): string[] {
  const confined = (context: Loose) => ['RuntimeDefault', 'Localhost'].includes(context?.seccompProfile?.type);
  return allContainers(pod)
    .filter(({ securityContext }) => !confined(securityContext?.seccompProfile ? securityContext : pod.securityContext))
    .map(({ name }) => `container ${name} has no seccompProfile RuntimeDefault`);
}
