import { git } from './git.ts';

/** Name of the platform: the first part of every name in it. */
export const platformName = 'arq';

/** Name of the edge, and so of its Gateway; the gateway's pods carry it as a label, by which policies select them. */
export const edgeName = platformName;

/** Namespace of an environment. */
export function namespaceOf(environment: string): string {
  return `${platformName}-${environment}`;
}

/** Where people read what to do about an alert. */
export const runbooks = `${git.repository.replace(/\.git$/, '')}/blob/${git.revision}/docs/runbooks`;
