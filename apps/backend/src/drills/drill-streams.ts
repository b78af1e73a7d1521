import type { Response } from 'express';
import type { Logger } from '../logging/logger.ts';
import type { Drills } from './drills.ts';

/** The streams of this replica that want to hear of a drill. All others never do. */
export class DrillStreams {
  private readonly drills: Pick<Drills, 'find'>;
  private readonly logger: Logger;
  private readonly listeners = new Map<string, Set<Response>>();

  constructor(drills: Pick<Drills, 'find'>, logger: Logger) {
    this.drills = drills;
    this.logger = logger;
  }

  /** Tells an open stream of a drill too, until it ends. */
  join(drill: string, response: Response): void {
    const all = this.listeners.get(drill) ?? new Set();
    this.listeners.set(drill, all.add(response));
    response.once('close', () => {
      all.delete(response);
      if (all.size === 0) this.listeners.delete(drill);
    });
  }

  /** A replica has stored a drill. As with incidents, the message only says when to look into PostgreSQL. */
  async announce(id: string): Promise<void> {
    const listeners = this.listeners.get(id);
    if (!listeners) return;
    try {
      const drill = await this.drills.find(id);
      if (!drill) return;
      const frame = `event: drill\ndata: ${JSON.stringify(drill)}\n\n`;
      for (const response of listeners) if (!response.writableEnded) response.write(frame);
    } catch (error) {
      this.logger.warn('an announced drill could not be read', { drill: id, error });
    }
  }
}
