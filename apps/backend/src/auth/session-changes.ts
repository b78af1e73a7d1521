import type { Request } from 'express';
import type { Person } from './person.ts';

/**
 * Signs somebody in: a session with a new id, so that an id that somebody else knew is worth nothing. If that fails, nobody
 * is signed in.
 */
export async function startSession(request: Request, person: Person): Promise<void> {
  try {
    await settled((done) => request.session.regenerate(done));
    request.session.person = person;
    // Saved before the answer: a browser that is sent on has to find itself signed in.
    await settled((done) => request.session.save(done));
  } catch (error) {
    // The library would try again when the answer leaves, and sign in somebody who is told that it failed.
    Reflect.deleteProperty(request, 'session');
    throw error;
  }
}

export function endSession(request: Request): Promise<void> {
  return settled((done) => request.session.destroy(done));
}

function settled(action: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => action((error) => (error ? reject(error) : resolve())));
}
