import type { TableHealth } from '@lakehouse-portal/table-health';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import type { TableReading } from '../database';

/** Milliseconds since the epoch of a fixed moment: 24 Nov 2026, 09:40 UTC. */
export const NOW = Date.UTC(2026, 10, 24, 9, 40);

/** A small table without snapshots. */
export function metadataWith(over: Partial<TableMetadata> = {}): TableMetadata {
  return {
    format: 'iceberg',
    formatVersion: 2,
    tableUuid: '9c12d441-03fe-4693-9a96-a0705ddf69c1',
    location: 'file:///warehouse/silver/orders',
    metadataLocation:
      'file:///warehouse/silver/orders/metadata/00001.metadata.json',
    metadataSizeBytes: 1000,
    currentSchemaId: 0,
    schemas: [
      {
        schemaId: 0,
        identifierFieldIds: [1],
        fields: [
          {
            id: 1,
            name: 'order_id',
            required: true,
            type: { kind: 'primitive', name: 'long' },
          },
          {
            id: 2,
            name: 'ordered_at',
            required: true,
            type: { kind: 'primitive', name: 'timestamptz' },
          },
        ],
      },
    ],
    defaultSpecId: 0,
    partitionSpecs: [{ specId: 0, fields: [] }],
    defaultSortOrderId: 0,
    sortOrders: [{ orderId: 0, fields: [] }],
    properties: {},
    snapshots: [],
    snapshotLog: [],
    metadataLog: [],
    refs: [],
    statisticsFiles: [],
    partitionStatisticsFiles: [],
    warnings: [],
    ...over,
  };
}

/** A verdict with a score. */
export function healthWith(over: Partial<TableHealth> = {}): TableHealth {
  return {
    score: 96,
    scoreIsUpperBound: false,
    severity: 'healthy',
    slowdown: 1.05,
    speedCost: 2,
    promiseCost: 2,
    lede: { headline: 'All is well.', detail: '' },
    dimensions: [],
    recommendations: [],
    notes: [],
    commitRhythm: { workload: 'batch' },
    judgedAtMs: NOW,
    ...over,
  };
}

/** What a scan read of a table. */
export function readingWith(over: Partial<TableReading> = {}): TableReading {
  const metadata = over.metadata ?? metadataWith();
  return {
    metadata,
    version: metadata.metadataLocation,
    traits: {
      owner: 'group:default/orders',
      layer: 'silver',
      description: 'Orders',
      identityKey: 'k',
    },
    health: healthWith(),
    policyKey: 'p',
    judgedAt: NOW,
    scannedAt: NOW,
    ...over,
  };
}
