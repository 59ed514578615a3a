import type { TableHealth } from '@lakehouse-portal/table-health';
import {
  healthWith,
  metadataWith,
  NOW,
  readingWith,
} from '../../__testUtils__/builders';
import type { DatabaseTableStore } from '../DatabaseTableStore';

/** Adds a table of the lakehouse `retail` as if it had been read. Returns its id. */
export async function addTable(
  store: DatabaseTableStore,
  name: { schema: string; table: string },
  over: {
    health?: Partial<TableHealth>;
    owner?: string;
    layer?: string;
    description?: string;
    sizeBytes?: bigint;
    incomplete?: boolean;
    commitAgeMs?: number;
  },
) {
  const [{ id }] = await store.add('retail', [name]);
  const snapshots =
    over.commitAgeMs === undefined
      ? []
      : [
          {
            snapshotId: '9007199254740993',
            timestampMs: NOW - over.commitAgeMs,
            summary: {},
          },
        ];
  const statistics =
    over.sizeBytes === undefined
      ? undefined
      : ({
          dataBytes: over.sizeBytes,
          incomplete: over.incomplete ?? false,
          dataFiles: 3,
          dataRecords: 2n ** 60n,
          positionDeleteBytes: 10n,
          equalityDeleteBytes: 0n,
          deletionVectorBytes: 0n,
        } as never);
  await store.saveReading(
    id,
    readingWith({
      metadata: metadataWith({
        snapshots,
        currentSnapshotId: snapshots[0]?.snapshotId,
      }),
      statistics,
      traits: {
        owner: over.owner,
        layer: over.layer,
        description: over.description,
        identityKey: 'k',
      },
      health: healthWith(over.health),
    }),
  );
  return id;
}
