import { constant } from '../series.ts';
import { backend, elsewhere, namespace } from './workload-subjects.ts';

export const { workload, pods } = backend;
/** The same value all the time. */
export const always = (value: number) => constant(value, '20m');
/** Labels of the series of a pod. */
export const scraped = (pod: 0 | 1 = 0) => ({ namespace, job: workload, pod: pods[pod] });
/** Labels of series that are another's: elsewhere, and of another job. */
export const foreign = [
  { ...scraped(), namespace: elsewhere },
  { ...scraped(), job: 'arq-neighbour' },
];
