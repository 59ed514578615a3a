import type { CatalogCapability, CatalogDescription } from '../catalog';
import { hasEndpoint } from './endpoints';
import type { RestConfig } from './restConfig';

/** What was seen of a catalog, beside its configuration. */
interface Seen {
  vendedCredentials: boolean;
  nests: boolean | undefined;
  leftOut: readonly string[];
  givesEtags: boolean | undefined;
}

/** What an Iceberg REST catalog is and can do, as it announces it and as it was seen. */
export function describeRestCatalog(
  config: RestConfig,
  seen: Seen,
): CatalogDescription {
  const isNessie = config.properties['nessie.is-nessie-catalog'] === 'true';
  return {
    product: isNessie ? 'Nessie (Iceberg REST)' : 'Iceberg REST',
    capabilities: [
      {
        id: 'list-tables',
        possible: true,
        note:
          seen.leftOut.length > 0
            ? `Left out, because no path of a URL can hold their name: ${seen.leftOut
                .slice(0, 3)
                .join(', ')}`
            : undefined,
      },
      nested(seen),
      {
        id: 'views',
        possible: hasEndpoint(config, 'listViews'),
        note: hasEndpoint(config, 'listViews')
          ? undefined
          : 'The catalog does not announce that it lists views',
      },
      changes(seen),
      {
        id: 'read-metadata',
        possible: true,
        note: 'The catalog hands it over',
      },
      isNessie
        ? {
            id: 'snapshot-history',
            possible: false,
            note: 'One snapshot in the metadata: Nessie keeps the history in its commits. A connection of type nessie shows them',
          }
        : { id: 'snapshot-history', possible: true },
      {
        id: 'commit-history',
        possible: false,
        note: isNessie
          ? 'A connection of type nessie shows the commits'
          : 'Iceberg REST has no commits beyond the snapshots of a table',
      },
      {
        id: 'references',
        possible: false,
        note: 'Iceberg REST has branches and tags of tables only',
      },
      {
        id: 'vended-credentials',
        possible: seen.vendedCredentials,
        note: seen.vendedCredentials
          ? undefined
          : 'Not asked for in the configuration of this connection',
      },
      { id: 'query', possible: false, note: 'A catalog runs no queries' },
    ],
  };
}

function nested({ nests }: Seen): CatalogCapability {
  return {
    id: 'nested-namespaces',
    possible: nests !== false,
    note:
      nests === false
        ? 'The catalog refuses the question for namespaces inside of others'
        : undefined,
  };
}

function changes({ givesEtags }: Seen): CatalogCapability {
  return {
    id: 'detect-changes',
    possible: true,
    note:
      givesEtags === false
        ? 'One request for each table, and its whole metadata each time: the catalog gives no ETags that tell'
        : 'One request for each table, without a body where nothing has changed',
  };
}
