import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { revisionLabel } from '../releases/release-strategy.ts';

/** Fields of an object that somebody else than Git decides. */
export interface IgnoredDifference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly jsonPointers: readonly string[];
}

/**
 * What controllers write into objects that Git declares: the autoscaler into a Rollout, the Rollout into its Services.
 * Without these rules each sync would take it back, and with the selector of the active Service all traffic would move to a
 * colour that has proved nothing.
 */
export function ignoredDifferences(objects: readonly KubernetesObject[]): IgnoredDifference[] {
  const scaled = new Set(
    objects
      .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
      .map(({ spec }) => `${spec?.scaleTargetRef?.kind}/${spec?.scaleTargetRef?.name}`),
  );
  return objects
    .filter(({ kind }) => kind === 'Rollout')
    .flatMap(({ metadata: { name }, spec }) => {
      const { activeService, previewService } = spec?.strategy?.blueGreen ?? {};
      return [
        ...(scaled.has(`Rollout/${name}`) ? [rule('argoproj.io', 'Rollout', name, '/spec/replicas')] : []),
        ...[activeService, previewService]
          .filter((service) => service !== undefined)
          .map((service) => rule('', 'Service', service, `/spec/selector/${revisionLabel.blueGreen}`)),
      ];
    })
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Rules among `needed` that an Application has not. */
export function missingRules(needed: readonly IgnoredDifference[], application: KubernetesObject): IgnoredDifference[] {
  const rules: Partial<IgnoredDifference>[] = application.spec?.ignoreDifferences ?? [];
  return needed.filter(
    (wanted) =>
      !rules.some(
        ({ group = '', kind, name, jsonPointers = [] }) =>
          group === wanted.group &&
          kind === wanted.kind &&
          (name === undefined || name === wanted.name) &&
          wanted.jsonPointers.every((pointer) => jsonPointers.includes(pointer)),
      ),
  );
}

function rule(group: string, kind: string, name: string, pointer: string): IgnoredDifference {
  return { group, kind, name, jsonPointers: [pointer] };
}

function key({ group, kind, name }: IgnoredDifference): string {
  return `${group}/${kind}/${name}`;
}
