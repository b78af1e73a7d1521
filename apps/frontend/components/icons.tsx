import type { ReactNode } from 'react';
import type { Severity, Tier, TierState, TimelineKind } from '../lib/api-types.ts';

function Icon({ children, size = 20 }: { readonly children: ReactNode; readonly size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

const check = <path d="M5 12.5l4.5 4.5L19 7.5" />;
const exclamation = <path d="M12 6v7.5M12 17.5v.01" />;
const cross = <path d="M6.5 6.5l11 11M17.5 6.5l-11 11" />;
const question = <path d="M9 9.2a3 3 0 1 1 4.3 2.7c-.9.5-1.3 1-1.3 2.1M12 17.5v.01" />;

const states: Readonly<Record<TierState | 'unknown', ReactNode>> = {
  operational: check,
  degraded: exclamation,
  outage: cross,
  unknown: question,
};

export function StateIcon({ state, size }: { readonly state: TierState | 'unknown'; readonly size?: number }) {
  return <Icon size={size}>{states[state]}</Icon>;
}

const severityShapes: Readonly<Record<Severity, ReactNode>> = {
  critical: (
    <>
      <path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3z" />
      <path d="M12 8v4.5M12 16v.01" />
    </>
  ),
  warning: (
    <>
      <path d="M12 3.5L22 20H2z" />
      <path d="M12 10v4.5M12 17v.01" />
    </>
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 11.5V16M12 8v.01" />
    </>
  ),
};

export function SeverityIcon({ severity, size }: { readonly severity: Severity; readonly size?: number }) {
  return <Icon size={size}>{severityShapes[severity]}</Icon>;
}

const tierShapes: Readonly<Record<Tier, ReactNode>> = {
  frontend: (
    <>
      <rect x="3" y="4" width="18" height="16" rx="2.5" />
      <path d="M3 9h18M6.5 6.5v.01M9.5 6.5v.01" />
    </>
  ),
  backend: (
    <>
      <rect x="3.5" y="3.5" width="17" height="7" rx="2" />
      <rect x="3.5" y="13.5" width="17" height="7" rx="2" />
      <path d="M7.5 7v.01M7.5 17v.01M12 7h5M12 17h5" />
    </>
  ),
  database: (
    <>
      <ellipse cx="12" cy="5.5" rx="8" ry="2.8" />
      <path d="M4 5.5v13c0 1.5 3.6 2.8 8 2.8s8-1.3 8-2.8v-13M4 12c0 1.5 3.6 2.8 8 2.8s8-1.3 8-2.8" />
    </>
  ),
  redis: (
    <>
      <path d="M12 3l9 4.5-9 4.5-9-4.5z" />
      <path d="M3 12l9 4.5 9-4.5M3 16.5L12 21l9-4.5" />
    </>
  ),
};

export function TierIcon({ tier }: { readonly tier: Tier }) {
  return <Icon>{tierShapes[tier]}</Icon>;
}

const timelineShapes: Readonly<Record<TimelineKind, ReactNode>> = {
  opened: exclamation,
  reopened: <path d="M4.5 12a7.5 7.5 0 1 0 2.3-5.4M6.5 3v4h4" />,
  acknowledged: (
    <>
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
      <circle cx="12" cy="12" r="2.5" />
    </>
  ),
  commented: <path d="M4 5h16v11h-9l-4.5 4V16H4z" />,
  resolved: check,
};

export function TimelineIcon({ kind }: { readonly kind: TimelineKind }) {
  return <Icon size={16}>{timelineShapes[kind]}</Icon>;
}

const themeShapes = {
  system: (
    <>
      <rect x="3" y="4" width="18" height="12" rx="2" />
      <path d="M8 20h8M12 16v4" />
    </>
  ),
  light: (
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />
    </>
  ),
  dark: <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z" />,
};

export function ThemeIcon({ theme }: { readonly theme: keyof typeof themeShapes }) {
  return <Icon size={16}>{themeShapes[theme]}</Icon>;
}

/** Points to where reading goes on; mirrored by the style sheet where that is the left. */
export function ForwardIcon() {
  return (
    <span className="directional">
      <Icon size={16}>
        <path d="M9 5.5l6.5 6.5L9 18.5" />
      </Icon>
    </span>
  );
}

export function BackIcon() {
  return (
    <span className="directional">
      <Icon size={16}>
        <path d="M15 5.5L8.5 12l6.5 6.5" />
      </Icon>
    </span>
  );
}

/** An eye that is a Q. */
export function Logo() {
  return (
    <svg className="logo" width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" className="logo-ground" />
      <path d="M22.6 22.6A9.3 9.3 0 1 1 25.3 16" className="logo-arc" />
      <circle cx="16" cy="16" r="3.6" className="logo-pupil" />
      <path d="M20.3 20.3l4.9 4.9" className="logo-arc" />
    </svg>
  );
}
