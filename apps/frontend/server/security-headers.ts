/** Headers that are the same for every answer of this process. */
export const constantHeaders: readonly (readonly [name: string, value: string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['X-Permitted-Cross-Domain-Policies', 'none'],
  [
    'Permissions-Policy',
    [
      'accelerometer',
      'browsing-topics',
      'camera',
      'display-capture',
      'geolocation',
      'gyroscope',
      'magnetometer',
      'microphone',
      'midi',
      'payment',
      'usb',
    ]
      .map((feature) => `${feature}=()`)
      .join(', '),
  ],
];

/** Two years, what browsers' preload lists ask for. */
const hstsSeconds = 63_072_000;

/** Only where users come by https: a browser ignores it otherwise, and on localhost it would lock out other programs. */
export const strictTransportSecurity = (publicUrl: string): string | undefined =>
  publicUrl.startsWith('https:') ? `max-age=${hstsSeconds}; includeSubDomains` : undefined;

export interface PolicyOptions {
  readonly nonce: string;
  /** Reloading needs eval and style elements. */
  readonly development?: boolean;
  readonly https?: boolean;
}

/** The page's Content-Security-Policy. `strict-dynamic`: scripts that the framework's own scripts load need no nonce. */
export function contentSecurityPolicy({ nonce, development = false, https = false }: PolicyOptions): string {
  const directives: readonly (readonly [string, ...string[]])[] = [
    ['default-src', "'none'"],
    ['script-src', "'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...(development ? ["'unsafe-eval'"] : [])],
    ['style-src', "'self'", ...(development ? ["'unsafe-inline'"] : [])],
    ['img-src', "'self'", 'data:'],
    ['font-src', "'self'"],
    ['connect-src', "'self'", ...(development ? ['ws:'] : [])],
    ['manifest-src', "'self'"],
    ['object-src', "'none'"],
    ['base-uri', "'none'"],
    ['form-action', "'self'"],
    ['frame-ancestors', "'none'"],
    ...(https ? [['upgrade-insecure-requests'] as const] : []),
  ];
  return directives.map((directive) => directive.join(' ')).join('; ');
}
