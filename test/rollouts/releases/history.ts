import type { KubernetesObject } from '../../../charts/constructs/kubernetes/manifest.ts';
import { revisionLabel } from '../../../charts/constructs/releases/release-strategy.ts';
import { namespace } from '../delivery/manifests.ts';
import type { Api } from '../stack/api.ts';

/** A Service that was led to other pods. */
export interface Move {
  readonly service: string;
  /** Hash of the revision; `undefined` for none, which is all of them. */
  readonly colour: string | undefined;
  readonly at: number;
}

/** Every value that the selectors of the Services have had since it was begun: a watch of the API misses none. */
export class History {
  private readonly moves: Move[] = [];
  private readonly end: () => void;

  static async begin(api: Api): Promise<History> {
    const moves: Move[] = [];
    const end = await api.watch(`/api/v1/namespaces/${namespace}/services`, (service) => record(moves, service));
    return new History(moves, end);
  }

  private constructor(moves: Move[], end: () => void) {
    this.moves = moves;
    this.end = end;
  }

  /** Where a Service has led, from the beginning. */
  movesOf(service: string): Move[] {
    return this.moves.filter((move) => move.service === service);
  }

  /** The colours that a Service has led to, from the beginning. */
  coloursOf(service: string): (string | undefined)[] {
    return this.movesOf(service).map(({ colour }) => colour);
  }

  stop(): void {
    this.end();
  }
}

function record(moves: Move[], { metadata: { name }, spec }: KubernetesObject): void {
  const colour: string | undefined = spec.selector?.[revisionLabel.blueGreen];
  const before = moves.findLast(({ service }) => service === name);
  if (before === undefined || before.colour !== colour) moves.push({ service: name, colour, at: Date.now() });
}
