/** Why some alerts are on for longer than a test may last after all is well again. */
export const lingering = {
  notifications: { 'NotificationsFailing of monitoring': 'it looks back 15 minutes, and deliveries did fail' },
  probe: { 'ProbeUnreliable of arq-frontend': 'it looks back 15 minutes, and the page did fail' },
} as const;
