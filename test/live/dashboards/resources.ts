import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** What a container may use, in cores and bytes. */
export interface ContainerResources {
  readonly requests: Readonly<Record<'cpu' | 'memory', number>>;
  readonly limits: Readonly<Record<'cpu' | 'memory', number>>;
}

const folder = 'dist/local';

const factors: Readonly<Record<string, number>> = { '': 1, m: 0.001, Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3 };

/**
 * What the manifests of the local environment say of a container.
 * @throws Error if there is no such container
 */
export function resourcesOf(name: string): ContainerResources {
  const found = containers.get(name);
  if (found === undefined)
    throw new Error(`${folder} has no container ${name}; there are ${[...containers.keys()].join(', ')}`);
  return found;
}

interface Manifest {
  readonly spec?: { readonly template?: { readonly spec?: { readonly containers?: readonly Container[] } } };
}

interface Container {
  readonly name: string;
  readonly resources: Readonly<Record<keyof ContainerResources, Readonly<Record<'cpu' | 'memory', string | number>>>>;
}

const containers = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), 'utf8')))
    .flatMap((document) => (document.toJS() as Manifest | null)?.spec?.template?.spec?.containers ?? [])
    .map(({ name, resources }) => [name, { requests: amounts(resources.requests), limits: amounts(resources.limits) }]),
);

function amounts({ cpu, memory }: Container['resources']['limits']): ContainerResources['limits'] {
  return { cpu: quantity(cpu), memory: quantity(memory) };
}

function quantity(text: string | number): number {
  const [, digits, unit = ''] = /^([\d.]+)(\w*)$/.exec(String(text)) ?? [];
  const factor = factors[unit];
  if (digits === undefined || factor === undefined) throw new Error(`${text} is not a quantity that ${folder} uses`);
  return Number(digits) * factor;
}
