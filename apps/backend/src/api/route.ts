import type { Request, Response } from 'express';
import type { z } from 'zod';

/** Who may call a route. */
export type Access =
  /** Everybody. */
  | 'public'
  /** Everybody; the session is read where there is one. */
  | 'session'
  /** A signed-in operator; writes take the CSRF token too. */
  | 'operator'
  /** Alertmanager, by its bearer token. */
  | 'alertmanager';

/** What a caller may do how often; the limits are in the configuration. `none` is for probes and Alertmanager. */
export type RateLimit = 'none' | 'read' | 'write' | 'sign-in';

/** Checked parts of a request. */
export interface RouteContext<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly request: Request;
  readonly response: Response;
}

/** What a handler answers. One that has written to the response by itself answers nothing. */
export interface Reply {
  readonly status: number;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer, for the document. */
export interface ResponseDescription {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** @default application/json where there is a schema */
  readonly contentType?: string;
}

/** One entry of the route table: it is mounted, labels the metrics and the log, and is documented. */
export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Template, with parameters in braces: `/api/v1/incidents/{id}`. */
  readonly path: string;
  /** Unique name for generated clients. */
  readonly operation: string;
  readonly summary: string;
  readonly access: Access;
  readonly rateLimit: RateLimit;
  readonly request?: { readonly params?: P; readonly query?: Q; readonly body?: B };
  /**
   * Bytes of the body.
   * @default 16 KiB: enough for a comment
   */
  readonly bodyLimit?: number;
  /** Successful answers by status; problems are documented by themselves. */
  readonly responses: Readonly<Record<number, ResponseDescription>>;
  /**
   * The answer goes on after the handler has returned: its time is taken until then, since it says nothing about speed.
   * @default false
   */
  readonly streams?: boolean;
  handle(context: RouteContext<z.output<P>, z.output<Q>, z.output<B>>): Promise<Reply | undefined> | Reply | undefined;
}

/** Checks an entry's types; the table itself holds them without. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(entry: Route<P, Q, B>): Route {
  return entry as unknown as Route;
}
