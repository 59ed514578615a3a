import type { Severity } from '@lakehouse-portal/table-health';
import type { TablesQuery } from '@lakehouse-portal/plugin-lakehouse-common';
import { SEVERITY_ORDER } from '../shared';
import {
  AGE_KEYS,
  AGE_RANGES,
  type AgeRange,
  SIZE_KEYS,
  SIZE_RANGES,
  type SizeRange,
} from './ranges';

/** By what the list can be sorted. */
export type TablesSort = NonNullable<TablesQuery['sort']>;

/** What narrows the list. Several values of one filter are alternatives; different filters must all hold. */
export interface TablesFilter {
  search: string;
  severity: Severity[];
  layer: string[];
  /** Entity refs; `none` for tables without an owner. */
  owner: string[];
  size?: SizeRange;
  age?: AgeRange;
}

/** All that the address says about the list. */
export interface TablesState extends TablesFilter {
  sort: TablesSort;
  order: 'asc' | 'desc';
}

/** Stands for tables without an owner, and for those without a layer. */
export const NONE = 'none';

/** No filter at all. */
export const NO_FILTER: TablesFilter = {
  search: '',
  severity: [],
  layer: [],
  owner: [],
  size: undefined,
  age: undefined,
};

/** The order in which a column starts when it is chosen: what one looks for comes first. */
export const FIRST_ORDER: Record<TablesSort, 'asc' | 'desc'> = {
  health: 'asc',
  name: 'asc',
  slowdown: 'desc',
  layer: 'asc',
  owner: 'asc',
  size: 'desc',
  files: 'desc',
  age: 'desc',
};

// A pasted address must not become a request of megabytes.
const MAX_VALUES = 50;
const MAX_SEARCH_LENGTH = 200;

function listOf(params: URLSearchParams, name: string): string[] {
  const values = (params.get(name) ?? '')
    .split(',')
    .map(value => value.trim())
    .filter(Boolean);
  return [...new Set(values)].slice(0, MAX_VALUES);
}

/** Reads the state out of a query. What it says wrongly is left out rather than believed. */
export function readTablesState(params: URLSearchParams): TablesState {
  const sort =
    (Object.keys(FIRST_ORDER) as TablesSort[]).find(
      key => key === params.get('sort'),
    ) ?? 'health';
  const order = params.get('order');
  return {
    search: (params.get('q') ?? '').slice(0, MAX_SEARCH_LENGTH),
    severity: SEVERITY_ORDER.filter(severity =>
      listOf(params, 'health').includes(severity),
    ),
    layer: listOf(params, 'layer'),
    owner: listOf(params, 'owner'),
    size: SIZE_KEYS.find(key => key === params.get('size')),
    age: AGE_KEYS.find(key => key === params.get('age')),
    sort,
    order: order === 'asc' || order === 'desc' ? order : FIRST_ORDER[sort],
  };
}

/** Writes the state into a query, and leaves what others have put there. Defaults are not written. */
export function writeTablesState(
  params: URLSearchParams,
  state: TablesState,
): URLSearchParams {
  const next = new URLSearchParams(params);
  const values: Record<string, string | undefined> = {
    q: state.search,
    health: state.severity.join(','),
    layer: state.layer.join(','),
    owner: state.owner.join(','),
    size: state.size,
    age: state.age,
    sort: state.sort === 'health' ? undefined : state.sort,
    order: state.order === FIRST_ORDER[state.sort] ? undefined : state.order,
  };
  for (const [name, value] of Object.entries(values)) {
    if (value) {
      next.set(name, value);
    } else {
      next.delete(name);
    }
  }
  return next;
}

/** The question to the back end. */
export function toTablesQuery(state: TablesState): TablesQuery {
  return {
    search: state.search.trim() || undefined,
    severity: state.severity.length ? state.severity : undefined,
    layer: state.layer.length ? state.layer : undefined,
    owner: state.owner.length ? state.owner : undefined,
    ...(state.size && SIZE_RANGES[state.size]),
    ...(state.age && AGE_RANGES[state.age]),
    sort: state.sort,
    order: state.order,
  };
}

/** Whether two filters ask for the same. */
export function sameFilter(a: TablesFilter, b: TablesFilter): boolean {
  const key = (filter: TablesFilter) =>
    JSON.stringify([
      filter.search.trim(),
      [...filter.severity].sort(),
      [...filter.layer].sort(),
      [...filter.owner].sort(),
      filter.size ?? '',
      filter.age ?? '',
    ]);
  return key(a) === key(b);
}

/** Whether anything narrows the list. */
export function isFiltered(filter: TablesFilter): boolean {
  return !sameFilter(filter, NO_FILTER);
}
