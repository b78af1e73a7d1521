type Loose = any;

/** All containers of a pod spec, those for initialisation and debugging included. */
export function allContainers(pod: Loose): Loose[] {
  return [...(pod.initContainers ?? []), ...(pod.containers ?? []), ...(pod.ephemeralContainers ?? [])];
}

/** The pod's and each container's security context, with the name that messages call its bearer by. */
export function securityContexts(pod: Loose): { readonly where: string; readonly context: Loose }[] {
  return [
    { where: 'the pod', context: pod.securityContext ?? {} },
    ...allContainers(pod).map(({ name, securityContext }) => ({
      where: `container ${name}`,
      context: securityContext ?? {},
    })),
  ];
}
