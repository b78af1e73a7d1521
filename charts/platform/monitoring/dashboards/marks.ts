import { firingAlerts, type Marks, newcomers, newImages } from '@arq/constructs';

/** Marks on every graph: releases of arQ, images that are new in any container, alerts that fire. */
export const marks: readonly Marks[] = [
  {
    name: 'Releases',
    // A release counts from when traffic moves to it: what has none yet is another job.
    expression: newcomers('version, commit', 'arq_build_info{namespace="$environment",job!~".+-preview"}'),
    colour: 'green',
    title: 'Release {{version}}',
    text: '{{commit}}',
  },
  newImages('namespace="$environment"'),
  firingAlerts('namespace="$environment",severity=~"critical|warning"'),
];
