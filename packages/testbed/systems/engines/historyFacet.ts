import { gunzipSync } from 'node:zlib';
import { theirMetadata } from './metadataFacet';
import { keepLongs } from './parseReports';
import type { OurTable } from './readOurs';

type Json = Record<string, any>;

/** Fields of `lakehouse inspect` that are compared here. Sizes of older metadata files are not among what is read. */
export const HISTORY_FIELDS = [
  'metadataSizeBytes',
  'lastUpdatedMs',
  'lastSequenceNumber',
  'lastColumnId',
  'lastPartitionId',
  'nextRowId',
  'schemas',
  'schemaCount',
  'defaultSpecId',
  'partitionSpecs',
  'defaultSortOrderId',
  'sortOrders',
  'lineage',
  'snapshotLogEntries',
  'metadataLog',
  'metadataFiles',
  'partitionStatisticsFiles',
  'encryptionKeyIds',
];

/** What `lakehouse inspect` says of counters, versions and history, beside the metadata file as the engine wrote it. */
export function historyFacet(ours: OurTable): { ours: Json; theirs: Json } {
  const { inspection, written } = ours;
  const isGzip = written[0] === 0x1f && written[1] === 0x8b;
  const text = Buffer.from(isGzip ? gunzipSync(written) : written).toString();
  const file = JSON.parse(
    text,
    keepLongs as (this: unknown, key: string, value: unknown) => unknown,
  );
  return {
    ours: ourHistory(inspection as Json),
    theirs: theirHistory(file, written.length),
  };
}

function ourHistory(inspection: Json): Json {
  return {
    ...Object.fromEntries(
      [
        'metadataSizeBytes',
        'lastUpdatedMs',
        'lastColumnId',
        'schemaCount',
        'defaultSpecId',
        'defaultSortOrderId',
        'snapshotLogEntries',
        'metadataLog',
        'partitionStatisticsFiles',
        'encryptionKeyIds',
      ].map(key => [key, inspection[key]]),
    ),
    lastSequenceNumber: String(inspection.lastSequenceNumber ?? 0),
    nextRowId: String(inspection.nextRowId ?? 0),
    schemas: inspection.schemas.map((schema: Json) => ({
      schemaId: schema.id,
      identifierFieldIds: [...schema.identifierFieldIds].sort(),
      fields: schema.columns,
    })),
    partitionSpecs: inspection.partitionSpecs.map((spec: Json) => ({
      specId: spec.id,
      fields: spec.fields.map(
        ({ sourceIds, fieldId, name, transform }: Json) => ({
          sourceIds,
          fieldId,
          name,
          transform,
        }),
      ),
    })),
    sortOrders: inspection.sortOrders.map((order: Json) => ({
      orderId: order.id,
      fields: order.fields.map(
        ({ sourceIds, transform, direction, nullOrder }: Json) => ({
          sourceIds,
          transform,
          direction,
          nullOrder,
        }),
      ),
    })),
    lineage: Object.fromEntries(
      inspection.lineage.refs.map((ref: Json) => [ref.name, ref.snapshots]),
    ),
  };
}

function theirHistory(file: Json, sizeBytes: number): Json {
  const said = theirMetadata(file);
  return {
    metadataSizeBytes: sizeBytes,
    lastUpdatedMs: said.lastUpdatedMs,
    lastColumnId: said.lastColumnId,
    schemaCount: said.schemas.length,
    defaultSpecId: said.defaultSpecId,
    defaultSortOrderId: said.defaultSortOrderId,
    snapshotLogEntries: said.snapshotLog.length,
    metadataLog: (file['metadata-log'] ?? []).map((entry: Json) => ({
      metadataLocation: entry['metadata-file'],
      timestampMs: entry['timestamp-ms'],
    })),
    partitionStatisticsFiles: said.partitionStatisticsFiles,
    encryptionKeyIds: (file['encryption-keys'] ?? []).map(
      (key: Json) => key['key-id'],
    ),
    lastSequenceNumber: String(said.lastSequenceNumber),
    nextRowId: String(said.nextRowId),
    schemas: said.schemas,
    partitionSpecs: said.partitionSpecs,
    sortOrders: said.sortOrders,
    lineage: lengths(said),
  };
}

/** How many snapshots each branch and tag goes back. */
function lengths({ refs, snapshots }: Json): Record<string, number> {
  const parents = new Map<string, string | null>(
    snapshots.map((snapshot: Json) => [
      snapshot.snapshotId,
      snapshot.parentSnapshotId,
    ]),
  );
  return Object.fromEntries(
    refs.map((ref: Json) => {
      let count = 0;
      let id: string | null | undefined = ref.snapshotId;
      while (id && parents.has(id)) {
        count++;
        id = parents.get(id);
      }
      return [ref.name, count];
    }),
  );
}
