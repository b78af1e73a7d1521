import { readFileSync } from 'node:fs';

/** An instruction of a Dockerfile, continued lines joined. */
export interface Instruction {
  readonly name: string;
  readonly value: string;
}

/** The stages of a Dockerfile, each from its FROM on. */
export function readStages(path: string): Instruction[][] {
  const text = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '');
  const stages: Instruction[][] = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const [name = ''] = line.split(/\s+/, 1);
    if (name === 'FROM') stages.push([]);
    stages.at(-1)?.push({ name, value: line.slice(name.length).trim() });
  }
  return stages;
}

/** Values of an instruction in a stage. */
export function valuesOf(stage: readonly Instruction[], name: string): string[] {
  return stage.filter((instruction) => instruction.name === name).map(({ value }) => value);
}

/** Pairs of ENV or LABEL in a stage. */
export function pairsOf(stage: readonly Instruction[], name: 'ENV' | 'LABEL'): Record<string, string> {
  const pairs = valuesOf(stage, name).flatMap((value) => [...value.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S+))/g)]);
  return Object.fromEntries(pairs.map(([, key, quoted, bare]) => [key, quoted ?? bare]));
}
