import type { TableMetadata } from '@lakehouse-portal/table-metadata';

/**
 * Whether the snapshots in the metadata are not the history of the table, because Nessie keeps that in its commits: it
 * writes the current snapshot only, forbids engines to expire any (`gc.enabled=false`), and marks what it hands over.
 * A metadata file of Nessie's that was read from the store has no mark; one snapshot without a parent, with
 * `gc.enabled=false`, is taken for one.
 */
export function isHistoryKeptByNessie(
  metadata: Pick<TableMetadata, 'properties' | 'snapshots'>,
): boolean {
  const { properties, snapshots } = metadata;
  if (
    properties['nessie.catalog.content-id'] !== undefined ||
    properties['nessie.commit.id'] !== undefined
  ) {
    return true;
  }
  return (
    properties['gc.enabled']?.toLowerCase() === 'false' &&
    snapshots.length === 1 &&
    snapshots[0].parentSnapshotId === undefined
  );
}
