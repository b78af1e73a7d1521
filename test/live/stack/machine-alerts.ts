/**
 * Labels of alerts on the machine that a scenario runs on, which are nobody's concern here. How full its disks are, how
 * busy it is and how true its clock depends on who else uses it, and an incident of that would be on the status page
 * whatever is broken or mended. An event loop that lags waits for a processor as well: nothing in a scenario computes for
 * long, and with a `for` of 30 s a slow start is enough.
 *
 * The rules are loaded and evaluated all the same, and dashboards show the machine as it is.
 */
const machineLabels = { workload: 'nodes', alertname: 'EventLoopLag' } as const;

/** Whether an alert is one of the machine. */
export function isOfTheMachine(labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(machineLabels).some(([label, value]) => labels[label] === value);
}

/** Makes Prometheus keep them for itself: they reach neither Alertmanager nor arQ, and mute nothing. */
export const machineAlertsStay = Object.entries(machineLabels).map(([label, value]) => ({
  source_labels: [label],
  regex: value,
  action: 'drop',
}));
