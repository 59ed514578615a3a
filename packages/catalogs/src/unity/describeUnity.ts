import type { CatalogDescription } from '../catalog';
import type { UnityCatalogOptions } from './UnityCatalogOptions';

/** What a Unity Catalog can do. It tells no version. */
export function describeUnity(
  options: UnityCatalogOptions,
): CatalogDescription {
  const hasFace = options.icebergPath !== false;
  return {
    product: 'Unity Catalog',
    capabilities: [
      {
        id: 'list-tables',
        possible: true,
        note: 'All formats by its own API, 50 tables a request; a listing of its Iceberg face tells which can be read',
      },
      {
        id: 'nested-namespaces',
        possible: options.catalog === undefined,
        note:
          options.catalog === undefined
            ? 'Two levels: catalog and schema'
            : 'The schemas of one catalog have one level',
      },
      { id: 'views', possible: true, note: 'Listed, not read' },
      {
        id: 'detect-changes',
        possible: hasFace,
        note: hasFace
          ? 'By loading each table from the Iceberg face: the listing tells no version'
          : 'The listing tells no version',
      },
      {
        id: 'read-metadata',
        possible: hasFace,
        note: hasFace
          ? 'Iceberg tables, and Delta tables with UniForm, from the Iceberg face'
          : 'The Iceberg face is not used',
      },
      {
        id: 'snapshot-history',
        possible: hasFace,
        note: 'From the metadata; of a Delta table with UniForm only what Delta converted',
      },
      {
        id: 'commit-history',
        possible: false,
        note: 'Delta’s log is not read',
      },
      {
        id: 'references',
        possible: false,
        note: 'Unity Catalog has no branches',
      },
      {
        id: 'vended-credentials',
        possible: hasFace && (options.vendedCredentials ?? false),
        note: options.vendedCredentials
          ? 'By its Iceberg face, where it lends any'
          : 'Not asked for: vendedCredentials is not configured',
      },
    ],
  };
}
