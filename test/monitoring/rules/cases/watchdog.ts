import type { RuleCase } from '../rule-case.ts';
import { teller } from './workload-story.ts';

const tell = teller('Watchdog', 'monitoring', [{ namespace: 'monitoring' }]);

export const cases: readonly RuleCase[] = [
  tell('fires always, whatever there is or is not', {}, { silent: [], firing: ['0m', '1m', '10m', '1h'] }),
];
