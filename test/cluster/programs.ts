import { CommandError, run } from './run.ts';

/** Programs that the checks use, how to ask whether they work, and where to have them from. */
const programs = {
  docker: { ask: ['info', '--format', '{{.ServerVersion}}'], wayOut: 'install Docker, and start it' },
  kind: { ask: ['version'], wayOut: 'npm run tools -- kind, and put build/tools/bin on PATH' },
  kubectl: { ask: ['version', '--client'], wayOut: 'install kubectl' },
  helm: { ask: ['version', '--short'], wayOut: 'npm run tools -- helm, and put build/tools/bin on PATH' },
  git: { ask: ['--version'], wayOut: 'install Git' },
} as const;

/** Name of a program that the checks use. */
export type Program = keyof typeof programs;

/**
 * Asks every program whether it works, before anything is created.
 * @throws CommandError that names all that do not, and the way out for each
 */
export function requirePrograms(names: readonly Program[]): void {
  const problems = names.flatMap((name) => {
    const { ask, wayOut } = programs[name];
    try {
      run(name, ask, { quiet: true, seconds: 30 });
      return [];
    } catch (error) {
      return [`${name}: ${wayOut} (${(error as Error).message.split('\n').slice(0, 2).join(': ')})`];
    }
  });
  if (problems.length > 0)
    throw new CommandError(`This check needs programs that do not work here:\n${problems.join('\n')}`);
}
