import { type Threshold, ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Panel } from '../panels/panel.ts';

/** Colours of a panel's values: high ones are bad, or low ones where `red` is below `yellow`. */
export function thresholds(limits: Panel['limits']): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(stepsOf(limits));
}

function stepsOf(limits: Panel['limits']): Threshold[] {
  if (!limits) return [{ value: null, color: 'text' }];
  const { yellow, red } = limits;
  if (yellow !== undefined && red < yellow) {
    return [
      { value: null, color: 'red' },
      { value: red, color: 'yellow' },
      { value: yellow, color: 'green' },
    ];
  }
  return [
    { value: null, color: 'green' },
    ...(yellow === undefined ? [] : [{ value: yellow, color: 'yellow' }]),
    { value: red, color: 'red' },
  ];
}
