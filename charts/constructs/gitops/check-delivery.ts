import type { ApiObject } from 'cdk8s';
import { render } from '../synth/render.ts';
import { type IgnoredDifference, missingRules } from './ignored-differences.ts';

/** Syncs of blue-green releases by which a colour would go live unproved; patches may have undone what was emitted. */
export function checkDelivery(application: ApiObject, needed: readonly IgnoredDifference[]): string[] {
  const object = render(application);
  const place = `${application.node.path}: Application ${object.metadata.name}`;
  const options: string[] = object.spec?.syncPolicy?.syncOptions ?? [];
  return [
    ...missingRules(needed, object).map(
      ({ kind, name, jsonPointers }) =>
        `${place} does not ignore ${jsonPointers.join(', ')} of ${kind} ${name}, which a controller writes and each sync ` +
        'would take back; add it to ignoreDifferences',
    ),
    ...(options.includes('RespectIgnoreDifferences=true')
      ? []
      : [`${place} has no sync option RespectIgnoreDifferences=true, so syncs write what they should ignore; add it`]),
    ...(options.includes('ServerSideApply=true')
      ? [
          `${place} applies on the server, which takes the colour out of the selectors of Services; remove the sync ` +
            'option ServerSideApply=true',
        ]
      : []),
  ];
}
