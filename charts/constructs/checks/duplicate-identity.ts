import type { Check } from './check.ts';
import type { Model } from './model.ts';

/** Two objects with one identity: the later one would silently overwrite the earlier. */
export const duplicateIdentity: Check = ({ entries }: Model) => {
  const seen = new Map<string, string>();
  return entries.flatMap(({ object: { apiVersion, kind, metadata }, path }) => {
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    const identity = [group, kind, metadata.namespace ?? '', metadata.name].join('|');
    const other = seen.get(identity);
    seen.set(identity, other ?? path);
    return other === undefined ? [] : [`${path}: ${kind} ${metadata.name} is already created at ${other}; rename one`];
  });
};
