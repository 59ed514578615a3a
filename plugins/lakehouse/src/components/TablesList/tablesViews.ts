import { NO_FILTER, NONE, type TablesFilter } from './TablesState';

/** Questions that are asked again and again, as filters. */
export const TABLES_VIEWS = {
  all: NO_FILTER,
  needsWork: { ...NO_FILTER, severity: ['critical', 'at-risk'] },
  unknown: { ...NO_FILTER, severity: ['unknown'] },
  stale: { ...NO_FILTER, age: 'from-7d' },
  noOwner: { ...NO_FILTER, owner: [NONE] },
} as const satisfies Record<
  string,
  TablesFilter | { [K in keyof TablesFilter]: unknown }
>;

/** One of {@link TABLES_VIEWS}. */
export type TablesViewId = keyof typeof TABLES_VIEWS;

/** The filter of a view. */
export function filterOfView(id: TablesViewId): TablesFilter {
  const { severity, layer, owner, ...rest } = TABLES_VIEWS[id];
  return {
    ...rest,
    severity: [...severity],
    layer: [...layer],
    owner: [...owner],
  };
}
