import type { LiveStack } from '../stack/live-stack.ts';
import { ask } from './alerts.ts';

interface Rules {
  readonly data: {
    readonly groups: readonly {
      readonly interval: number;
      readonly rules: readonly {
        readonly name: string;
        readonly health: string;
        readonly duration: number;
        readonly labels: { readonly workload?: string };
      }[];
    }[];
  };
}

interface Targets {
  readonly data: {
    readonly activeTargets: readonly { readonly health: string; readonly labels: { readonly job: string } }[];
  };
}

const rulesOf = ({ urls }: LiveStack) => ask<Rules>(`${urls.prometheus}/api/v1/rules`);

/** What is not measured yet, or cannot be: targets that are not up, rules that are not evaluated. */
export async function blindSpots(stack: LiveStack): Promise<string[]> {
  const [rules, targets] = await Promise.all([rulesOf(stack), ask<Targets>(`${stack.urls.prometheus}/api/v1/targets`)]);
  const { activeTargets } = targets.data;
  const down = activeTargets.filter(({ health }) => health !== 'up').map(({ labels }) => `${labels.job} is not up`);
  const unwell = rules.data.groups
    .flatMap((group) => group.rules)
    .filter(({ health }) => health !== 'ok')
    .map(({ name, health }) => `${name} is ${health}`);
  return activeTargets.length === 0 ? ['there is no target'] : [...down, ...unwell];
}

/**
 * Seconds that an alert takes at the most from a failure that shows at once in a scrape: scrape, evaluation and `for`, as
 * this Prometheus has them. Windows of its expression come on top.
 */
export async function floorOf(stack: LiveStack, alert: string): Promise<number> {
  const scrape = 10;
  const { data } = await rulesOf(stack);
  for (const { interval, rules } of data.groups) {
    const rule = rules.find(({ name, labels }) => `${name} of ${labels.workload}` === alert);
    if (rule) return scrape + interval + rule.duration;
  }
  throw new Error(`there is no rule ${alert}`);
}
