import { contract } from '../contract.ts';

export const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Configuration {
  /** Where users reach the pages; decides over HSTS. */
  readonly publicUrl: string;
  readonly backendUrl: string;
  /** Address to listen on. */
  readonly hostname: string;
  /** `undefined`: metrics are off. */
  readonly metricsPort: number | undefined;
  readonly logLevel: LogLevel;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Every variable that is wrong, in one message. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The environment does not fit:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

const { variables } = contract;

/**
 * Reads and checks the environment. Outside of production the two URLs have defaults, those of `npm run dev`.
 *
 * @throws ConfigurationError naming every variable that is wrong
 */
export function readConfiguration(environment: Environment = process.env): Configuration {
  const problems: string[] = [];
  const production = environment['NODE_ENV'] === 'production';

  const url = (name: string, example: string, fallback: string): string => {
    const value = environment[name] || (production ? '' : fallback);
    if (!value) {
      problems.push(`${name} is missing: give an http or https URL, such as ${example}`);
    } else if (!isHttpUrl(value)) {
      problems.push(`${name} is "${value}", which is no http or https URL without credentials: try ${example}`);
    }
    return value.replace(/\/+$/, '');
  };
  const port = (name: string, example: number): number | undefined => {
    const value = environment[name];
    if (!value) return undefined;
    const number = Number(value);
    if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
    problems.push(`${name} is "${value}", which is no port between 0 and 65535: try ${example}`);
    return undefined;
  };
  const level = environment[variables.logLevel] || 'info';
  if (!isLogLevel(level)) {
    problems.push(`${variables.logLevel} is "${level}", which is none of ${logLevels.join(', ')}: try info`);
  }
  port(variables.port, contract.port);

  const configuration = {
    publicUrl: url(variables.publicUrl, 'https://status.example.com', `http://localhost:${contract.port}`),
    backendUrl: url(variables.backendUrl, 'http://arq-backend:3001', 'http://localhost:3001'),
    // The default is that of Next.js, which reads the same variable.
    hostname: environment[variables.hostname] || '0.0.0.0',
    metricsPort: port(variables.metricsPort, contract.metricsPort),
    logLevel: isLogLevel(level) ? level : 'info',
  } as const;
  if (problems.length > 0) throw new ConfigurationError(problems);
  return configuration;
}

const isLogLevel = (value: string): value is LogLevel => (logLevels as readonly string[]).includes(value);

function isHttpUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return ['http:', 'https:'].includes(protocol) && !username && !password;
}
