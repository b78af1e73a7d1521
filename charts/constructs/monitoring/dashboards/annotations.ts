import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Marks } from './marks.ts';
import { datasource, target } from './targets.ts';

/** Rules are evaluated, and releases happen, no more often than that. */
const step = '60s';

/** Marks for Grafana. */
export function annotation({ name, expression, colour, title, text }: Marks): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name(name)
    .datasource(datasource)
    .enable(true)
    .iconColor(colour)
    .target(target('Anno', expression, { form: 'range', step }))
    .titleFormat(title)
    .textFormat(text);
}
