import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A service of the compose file. */
export interface Service {
  readonly image: string;
  readonly profiles?: readonly string[];
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly args: Record<string, string> };
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly user?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly cap_add?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly network_mode?: string;
  readonly pid?: string;
  readonly healthcheck?: { readonly test: readonly string[]; readonly timeout: string };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
  readonly mem_limit?: string;
  readonly cpus?: number;
  readonly pids_limit?: number;
  readonly stop_grace_period?: string;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

/** Text of the compose file. */
export const composeText = readFileSync('docker-compose.yml', 'utf8');

/** The compose file, its merge keys resolved. */
export const compose = parse(composeText, { merge: true }) as Compose;

/** The services by name; one without variables has none. */
export const services = Object.entries(compose.services).map(([name, one]): [string, Service] => [
  name,
  { ...one, environment: one.environment ?? {} },
]);

/** A service. */
export function service(name: string): Service {
  const [, found] = services.find(([other]) => other === name) ?? [];
  if (!found) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
}
