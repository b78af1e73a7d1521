import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Link } from './link-target.ts';

/** A link for Grafana; dashboards keep the environment and the time that are looked at. */
export function link(to: Link): DashboardLinkBuilder {
  const builder = new DashboardLinkBuilder(to.title);
  if ('url' in to) return builder.type(DashboardLinkType.Link).icon('doc').url(to.url).targetBlank(true);
  const within = builder.includeVars(true).keepTime(true);
  if ('tag' in to) return within.type(DashboardLinkType.Dashboards).tags([to.tag]).asDropdown(true);
  return within.type(DashboardLinkType.Link).icon('dashboard').url(`/d/${to.dashboard}`);
}
