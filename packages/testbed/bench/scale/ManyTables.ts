import type {
  ConnectorTable,
  LakehouseConnectorFactory,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';

const SCHEMAS = 40;
const OWNERS = 25;
const DAY_MS = 24 * 3_600_000;

interface MadeTable {
  namespace: string;
  name: string;
  uuid: string;
  revision: number;
  comment?: string;
}

/**
 * A catalog of any number of tables, in memory, that can be changed. It hands metadata over itself, so that what is
 * measured is the portal and not a store. The same number gives the same tables.
 */
export class ManyTables {
  readonly tables: MadeTable[];

  constructor(count: number) {
    this.tables = Array.from({ length: count }, (_, index) => ({
      namespace: `${['bronze', 'silver', 'gold'][index % 3]}_${
        index % SCHEMAS
      }`,
      name: `table_${String(index).padStart(6, '0')}`,
      uuid: uuidOf(index),
      revision: 1,
    }));
  }

  /** The connector type `many`. */
  factory(): LakehouseConnectorFactory {
    return {
      type: 'many',
      connect: async () => ({
        listNamespaces: async () =>
          [...new Set(this.tables.map(({ namespace }) => namespace))].map(
            namespace => ({
              namespace,
              properties: {
                'lakehouse.layer': namespace.split('_')[0],
              },
            }),
          ),
        listTables: () => this.#pages(),
        readTable: async ({ namespace, name }) => {
          const table = this.tables.find(
            candidate =>
              candidate.namespace === namespace && candidate.name === name,
          );
          return (
            table && { metadata: metadataOf(table), version: versionOf(table) }
          );
        },
        fileIO: {
          read: async () => {
            throw new Error('Nothing of these tables is in files');
          },
        },
        connectionDetails: () => [],
        snippets: () => [],
      }),
    };
  }

  async *#pages(): AsyncGenerator<ConnectorTable[]> {
    for (let start = 0; start < this.tables.length; start += 1000) {
      yield this.tables.slice(start, start + 1000).map(table => ({
        namespace: table.namespace,
        name: table.name,
        version: versionOf(table),
        tableUuid: table.uuid,
      }));
    }
  }
}

function versionOf(table: MadeTable): string {
  return `${table.uuid}/${table.revision}`;
}

function uuidOf(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

function metadataOf(table: MadeTable): TableMetadata {
  const number = Number(table.uuid.slice(-12));
  const timestampMs = Date.now() - ((number * 7) % 90) * DAY_MS - 60_000;
  const snapshotId = String(9_007_199_254_740_993n + BigInt(number));
  return {
    format: 'iceberg',
    formatVersion: 2,
    tableUuid: table.uuid,
    location: `memory:///${table.namespace}/${table.name}`,
    metadataLocation: `memory:///${table.namespace}/${table.name}/${table.revision}.metadata.json`,
    metadataSizeBytes: 2000,
    lastUpdatedMs: timestampMs,
    currentSchemaId: 0,
    schemas: [
      {
        schemaId: 0,
        identifierFieldIds: [1],
        fields: Array.from({ length: 12 }, (_, index) => ({
          id: index + 1,
          name: `column_${index}`,
          required: index === 0,
          type: { kind: 'primitive' as const, name: 'long' },
        })),
      },
    ],
    defaultSpecId: 0,
    partitionSpecs: [{ specId: 0, fields: [] }],
    defaultSortOrderId: 0,
    sortOrders: [{ orderId: 0, fields: [] }],
    properties: {
      'lakehouse.owner': `group:default/team-${number % OWNERS}`,
      ...(table.comment ? { comment: table.comment } : {}),
    },
    currentSnapshotId: undefined,
    snapshots: [
      {
        snapshotId,
        timestampMs,
        operation: 'append',
        summary: { 'total-data-files': '12', 'total-records': '1200' },
      },
    ],
    snapshotLog: [{ timestampMs, snapshotId }],
    metadataLog: [],
    refs: [],
    statisticsFiles: [],
    partitionStatisticsFiles: [],
    warnings: [],
  };
}
