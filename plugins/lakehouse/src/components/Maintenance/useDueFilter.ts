import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import type { DueQuery } from '@lakehouse-portal/plugin-lakehouse-common';

/** Operations that may be due, in the order in which a plan does them. */
export const OPERATIONS = [
  'set-properties',
  'rewrite-data-files',
  'rewrite-manifests',
  'expire-snapshots',
  'remove-orphan-files',
] satisfies Array<DueQuery['operation']>;

/** Narrows what is due. */
export type DueFilter = Pick<
  DueQuery,
  'owner' | 'layer' | 'schema' | 'operation'
>;

const PARAMETERS = {
  owner: 'dueOwner',
  layer: 'dueLayer',
  schema: 'dueSchema',
  operation: 'dueOperation',
} satisfies Record<keyof DueFilter, string>;

/** What is due is narrowed by the page's query, so that it can be linked. */
export function useDueFilter(): [DueFilter, (filter: DueFilter) => void] {
  const [params, setParams] = useAppSearchParams();
  const of = (key: keyof DueFilter) => params.get(PARAMETERS[key]) || undefined;
  return [
    {
      owner: of('owner'),
      layer: of('layer'),
      schema: of('schema'),
      operation: OPERATIONS.find(one => one === of('operation')),
    },
    filter =>
      setParams(
        before => {
          const next = new URLSearchParams(before);
          for (const [key, name] of Object.entries(PARAMETERS)) {
            const value = filter[key as keyof DueFilter];
            if (value === undefined) {
              next.delete(name);
            } else {
              next.set(name, value);
            }
          }
          return next;
        },
        { replace: true },
      ),
  ];
}
