import { deliveryExpectations } from './delivery-expectations.ts';
import type { Expectation } from './expectation.ts';
import { monitoringExpectations } from './monitoring-expectations.ts';
import { namespaceExpectations } from './namespace-expectations.ts';
import { podExpectations } from './pod-expectations.ts';
import { releaseExpectations } from './release-expectations.ts';
import { workloadExpectations } from './workload-expectations.ts';

/** All that the library promises of every object. */
export const expectations: readonly Expectation[] = [
  ...podExpectations,
  ...workloadExpectations,
  ...namespaceExpectations,
  ...deliveryExpectations,
  ...monitoringExpectations,
  ...releaseExpectations,
];
