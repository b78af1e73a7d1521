/** Kinds of problems that a caller can meet. Their names are part of the API. */
export const problemKinds = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'not-signed-in': { status: 401, title: 'Sign in first' },
  'invalid-token': { status: 401, title: 'The bearer token is missing or wrong' },
  forbidden: { status: 403, title: 'The session may not do that' },
  'invalid-csrf-token': { status: 403, title: 'The CSRF token is missing or wrong' },
  'writes-off': { status: 403, title: 'Writes are off' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'method-not-allowed': { status: 405, title: 'The method is not supported here' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive' },
  conflict: { status: 409, title: 'The state does not allow that' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body has to be JSON in UTF-8' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'A dependency does not answer' },
} as const;

/** Last part of a problem's `type`. */
export type ProblemKind = keyof typeof problemKinds;

/** What a problem says beyond its kind. */
export interface ProblemOptions {
  /** For the caller: no internal detail. */
  readonly detail?: string;
  /** Each field that is wrong. */
  readonly errors?: readonly { readonly at: string; readonly message: string }[];
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log only. */
  readonly cause?: unknown;
}

/** An answer other than success. Thrown by handlers, written by the error handler as `application/problem+json`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly kind: ProblemKind;
  readonly options: ProblemOptions;

  constructor(kind: ProblemKind, options: ProblemOptions = {}) {
    super(options.detail ?? problemKinds[kind].title, { cause: options.cause });
    this.kind = kind;
    this.options = options;
  }

  get status(): number {
    return problemKinds[this.kind].status;
  }
}
