'use client';

import Link from 'next/link';
import { type IncidentQuery, pageSearch } from '../lib/incident-query.ts';
import { severities, states } from '../lib/incidents.ts';
import { useLocale } from './locale.tsx';

/** Links, so that a choice has an address and works without JavaScript. */
export function IncidentFilters({ query }: { readonly query: IncidentQuery }) {
  const { messages } = useLocale();
  const { incidents } = messages;
  const { state, severity } = query;
  const withSeverity = severity && { severity };
  const withState = state && { state };
  return (
    <div className="filters">
      <FilterGroup
        name={incidents.filterState}
        chosen={state}
        options={[
          { value: undefined, text: incidents.any, query: { ...withSeverity } },
          { value: 'ongoing', text: incidents.ongoing, query: { ...withSeverity, state: 'ongoing' } },
          ...states.map((value) => ({
            value,
            text: incidents.filterStates[value],
            query: { ...withSeverity, state: value },
          })),
        ]}
      />
      <FilterGroup
        name={incidents.filterSeverity}
        chosen={severity}
        options={[
          { value: undefined, text: incidents.any, query: { ...withState } },
          ...severities.map((value) => ({
            value,
            text: incidents.severities[value],
            query: { ...withState, severity: value },
          })),
        ]}
      />
    </div>
  );
}

interface FilterGroupProps {
  readonly name: string;
  readonly chosen: string | undefined;
  readonly options: readonly {
    readonly value: string | undefined;
    readonly text: string;
    readonly query: IncidentQuery;
  }[];
}

function FilterGroup({ name, chosen, options }: FilterGroupProps) {
  const { language } = useLocale();
  return (
    <nav className="filter-group" aria-label={name}>
      <span className="label" aria-hidden="true">
        {name}
      </span>
      <ul>
        {options.map(({ value, text, query }) => (
          <li key={text}>
            <Link
              href={`/${language}/incidents${pageSearch(query)}`}
              prefetch={false}
              className="filter"
              aria-current={value === chosen ? 'true' : undefined}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
