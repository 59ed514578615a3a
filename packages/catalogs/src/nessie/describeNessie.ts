import type { CatalogDescription } from '../catalog';
import type { NessieConfig } from './NessieApi';

/** What Nessie is and can do. It does not tell its own version, only that of its API. */
export function describeNessie(
  { specVersion }: NessieConfig,
  seen: { reference: string; readsStore: boolean; vendedCredentials: boolean },
): CatalogDescription {
  return {
    product: 'Nessie',
    components:
      specVersion === undefined
        ? undefined
        : [{ part: 'Nessie API', version: specVersion }],
    capabilities: [
      { id: 'list-tables', possible: true, note: `Of ${seen.reference}` },
      { id: 'nested-namespaces', possible: true },
      { id: 'views', possible: true },
      {
        id: 'detect-changes',
        possible: true,
        note: 'One paged listing tells the metadata location of every table',
      },
      {
        id: 'read-metadata',
        possible: true,
        note: seen.readsStore
          ? 'From the store'
          : 'By the Iceberg REST face of Nessie',
      },
      {
        id: 'snapshot-history',
        possible: false,
        note: 'One snapshot in the metadata: the history is kept by Nessie, in its commits',
      },
      { id: 'commit-history', possible: true },
      { id: 'references', possible: true },
      {
        id: 'vended-credentials',
        possible: seen.vendedCredentials && !seen.readsStore,
        note: seen.vendedCredentials
          ? undefined
          : 'Not asked for in the configuration of this connection',
      },
      { id: 'query', possible: false, note: 'A catalog runs no queries' },
    ],
  };
}
