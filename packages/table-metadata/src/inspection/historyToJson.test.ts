import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import { json, V2 } from '../__testUtils__/metadataJson';
import { stringifyExactJson } from '../json';
import { readTableMetadata } from '../metadata';
import type { TableSchema } from '../model';
import { tableMetadata } from '../__testUtils__/tableBuilder';
import { historyToJson } from './historyToJson';
import { inspectionToJson } from './inspectionToJson';
import { inspectTable } from './inspectTable';

const FOLDER = 's3://bucket/test/location/metadata';

describe('the history in an inspection', () => {
  const io = new MemoryFileIO()
    .put(
      `${FOLDER}/v3.metadata.json`,
      json({
        ...V2,
        'format-version': 3,
        'next-row-id': 9007199254740993n,
        'current-snapshot-id': -1,
        refs: {
          side: { type: 'branch', 'snapshot-id': 3055729675574597004n },
        },
        'metadata-log': [
          { 'metadata-file': `${FOLDER}/v1.metadata.json`, 'timestamp-ms': 1 },
          { 'metadata-file': `${FOLDER}/v2.metadata.json`, 'timestamp-ms': 2 },
        ],
        'sort-orders': [{ 'order-id': 0, fields: [] }, ...V2['sort-orders']],
        'partition-statistics': [
          {
            'snapshot-id': 3055729675574597004n,
            'statistics-path': 's3://a/b/p.parquet',
            'file-size-in-bytes': 42,
          },
          { 'statistics-path': 's3://a/b/no-snapshot' },
        ],
        statistics: [
          {
            'snapshot-id': 3055729675574597004n,
            'statistics-path': 's3://a/b/s.puffin',
            'file-size-in-bytes': 413,
            'file-footer-size-in-bytes': 42,
            'key-metadata': 'c2VjcmV0',
            'blob-metadata': [],
          },
        ],
        'encryption-keys': [
          {
            'key-id': 'k1',
            'encrypted-key-metadata': 'c2VjcmV0IG1hdGVyaWFs',
            'encrypted-by-id': 'kms',
            properties: { 'kek-timestamp': '1' },
          },
          { 'encrypted-key-metadata': 'c2VjcmV0IG1hdGVyaWFs' },
        ],
      }),
    )
    .put(`${FOLDER}/v1.metadata.json`, 'x'.repeat(100));

  it('has all schemas with their changes, specs, orders, lineage, logs and counters; and no key material', async () => {
    const metadata = await readTableMetadata(io, `${FOLDER}/v3.metadata.json`);
    const inspection = await inspectTable(io, metadata, {
      metadataFilesOf: io,
    });
    const text = stringifyExactJson(inspectionToJson(inspection));
    expect(text).not.toMatch(/c2VjcmV0|kek/);
    expect(metadata.statisticsFiles[0].isEncrypted).toBe(true);
    const result = JSON.parse(text);
    expect(result).toMatchObject({
      metadataSizeBytes: metadata.metadataSizeBytes,
      lastSequenceNumber: '34',
      lastColumnId: 3,
      lastPartitionId: 1000,
      nextRowId: '9007199254740993',
      schemaCount: 2,
      defaultSpecId: 0,
      defaultSortOrderId: 3,
      partitionSpecs: [
        {
          id: 0,
          fields: [
            {
              fieldId: 1000,
              name: 'x',
              transform: 'identity',
              sourceIds: [1],
              sources: ['x'],
            },
          ],
        },
      ],
      sortOrders: [
        { id: 0, fields: [] },
        { id: 3, fields: [{ transform: 'bucket[4]', sources: ['z'] }] },
      ],
      lineage: {
        refs: [{ name: 'side', snapshots: 2, end: 'first' }],
        detached: [],
        detachedCount: 0,
        withMissingParent: 0,
      },
      snapshotLogEntries: 1,
      metadataLog: [{ timestampMs: 1 }, { timestampMs: 2 }],
      metadataFiles: [
        {
          metadataLocation: `${FOLDER}/v1.metadata.json`,
          timestampMs: 1,
          sizeBytes: 100,
        },
        { timestampMs: 2, sizeBytes: null },
        { sizeBytes: metadata.metadataSizeBytes },
      ],
      partitionStatisticsFiles: [
        {
          snapshotId: '3055729675574597004',
          statisticsPath: 's3://a/b/p.parquet',
          fileSizeBytes: 42,
        },
      ],
      encryptionKeyIds: ['k1'],
    });
    expect(result.schemas[1]).toMatchObject({
      id: 1,
      isCurrent: true,
      identifierFieldIds: [1, 2],
      firstSnapshotId: '3055729675574597004',
      firstSnapshotMs: 1555100955770,
    });
    expect(
      result.schemas[1].changes.map(({ kind }: { kind: string }) => kind),
    ).toEqual(['added', 'added', 'identifier-changed']);
    expect(
      result.warnings.map(({ code }: { code: string }) => code).sort(),
    ).toEqual(['encryption-key-unreadable', 'statistics-unreadable']);
  });

  it('of 200 wide schemas has the newest of them only, for all would not fit into a string', async () => {
    const columns = (count: number) =>
      Array.from({ length: count }, (_column, index) => ({
        id: index + 1,
        name: `c${index}`,
        required: false,
        type: { kind: 'primitive' as const, name: 'long' },
      }));
    const wide = (schemaId: number, count: number) => ({
      schemaId,
      identifierFieldIds: [],
      fields: columns(count),
    });
    const history = (schemas: TableSchema[]) =>
      historyToJson(
        tableMetadata({ schemas, currentSchemaId: schemas.length - 1 }),
        undefined,
      );
    const many = Array.from({ length: 12 }, (_schema, id) => wide(id, 10_000));
    const { schemas, schemaCount } = history(many);
    expect(schemaCount).toBe(12);
    expect(schemas).toHaveLength(10);
    expect(schemas).toMatchObject(
      [...many.slice(2)].map(({ schemaId: id }) => ({ id })),
    );
    expect(history([wide(0, 1), wide(1, 100_001)]).schemas).toMatchObject([
      { id: 1, isCurrent: true },
    ]);
  });
});
