import { MemoryFileIO } from '../__testUtils__/MemoryFileIO';
import {
  type ManifestSketch,
  tableMetadata,
  writeSnapshot,
} from '../__testUtils__/tableBuilder';
import type { PartitionSpec, SchemaField, TableMetadata } from '../model';
import { planScan } from '../scan';
import { encodeSingleValue } from '../values';
import { readFileStatistics } from './readFileStatistics';

const field = (id: number, name: string, type: string): SchemaField => ({
  id,
  name,
  required: false,
  type: { kind: 'primitive', name: type },
});
const FIELDS = [
  field(1, 'id', 'long'),
  field(2, 'day', 'date'),
  field(3, 'region', 'string'),
];
const SPECS: PartitionSpec[] = [
  { specId: 0, fields: [] },
  {
    specId: 1,
    fields: [
      { sourceIds: [2], fieldId: 1000, name: 'day', transform: 'identity' },
    ],
  },
];
const PARTITION_TYPES = [['null', 'int']];
const utf8 = (text: string) => new TextEncoder().encode(text);
const longBounds = (low: bigint, high: bigint): [Uint8Array, Uint8Array] => {
  const type = { kind: 'primitive' as const, name: 'long' };
  return [encodeSingleValue(type, low), encodeSingleValue(type, high)];
};

function read(
  manifests: ManifestSketch[],
  changes: Partial<TableMetadata> = {},
  maxPartitions?: number,
) {
  const io = new MemoryFileIO();
  writeSnapshot(io, '/t/list.avro', manifests);
  const metadata = tableMetadata({ fields: FIELDS, specs: SPECS, ...changes });
  return {
    statistics: readFileStatistics(io, metadata, { maxPartitions }),
    plan: () => planScan(io, metadata, '1'),
    io,
  };
}

describe('deletes and clustering', () => {
  it('counts the delete files that apply as the specification says, the same as a scan plan', async () => {
    const path = (name: string) =>
      new Map([
        [2_147_483_546, [utf8(name), utf8(name)] as [Uint8Array, Uint8Array]],
      ]);
    const deletes = (
      specId: number,
      files: ManifestSketch['files'],
      name: string,
    ): ManifestSketch => ({
      path: `/t/${name}`,
      content: 'deletes',
      specId,
      partitionTypes: specId === 1 ? PARTITION_TYPES : undefined,
      files,
    });
    const partition = [1];
    const { statistics, plan } = read([
      {
        path: '/t/d1',
        specId: 1,
        partitionTypes: PARTITION_TYPES,
        files: [
          {
            filePath: 'old',
            partition,
            sequenceNumber: 1n,
            status: 'existing',
          },
          {
            filePath: 'same',
            partition,
            sequenceNumber: 5n,
            status: 'existing',
          },
          {
            filePath: 'new',
            partition,
            sequenceNumber: 9n,
            status: 'existing',
          },
          {
            filePath: 'elsewhere',
            partition: [2],
            sequenceNumber: 1n,
            status: 'existing',
          },
          {
            filePath: 'vector',
            partition,
            sequenceNumber: 1n,
            status: 'existing',
          },
        ],
      },
      deletes(
        1,
        [
          {
            filePath: 'pos5',
            content: 'position-deletes',
            partition,
            sequenceNumber: 5n,
          },
          {
            filePath: 'eq5',
            content: 'equality-deletes',
            partition,
            sequenceNumber: 5n,
          },
          {
            filePath: 'byName',
            content: 'position-deletes',
            partition: [2],
            sequenceNumber: 5n,
            bounds: path('elsewhere'),
          },
          {
            filePath: 'byReference',
            content: 'position-deletes',
            partition,
            sequenceNumber: 9n,
            referencedDataFile: 'new',
          },
          {
            filePath: 'dv',
            content: 'position-deletes',
            fileFormat: 'PUFFIN',
            partition,
            sequenceNumber: 6n,
            referencedDataFile: 'vector',
          },
        ],
        'x1',
      ),
      deletes(
        0,
        [
          {
            filePath: 'globalEq',
            content: 'equality-deletes',
            sequenceNumber: 2n,
          },
          {
            filePath: 'posOtherSpec',
            content: 'position-deletes',
            sequenceNumber: 9n,
          },
        ],
        'x2',
      ),
    ]);
    const { dataFiles } = await plan();
    const applied = Object.fromEntries(
      dataFiles.map(({ file, deletes: found }) => [
        file.filePath,
        found.map(item => item.file.filePath).sort(),
      ]),
    );
    expect(applied).toEqual({
      old: ['eq5', 'globalEq', 'pos5'],
      same: ['pos5'],
      new: ['byReference'],
      elsewhere: ['byName', 'globalEq'],
      vector: ['dv', 'eq5', 'globalEq'],
    });
    expect(await statistics).toMatchObject({
      deleteFilesPerDataFile: 10 / 5,
      maxDeleteFilesPerDataFile: 3,
      deleteFilesInWorstQuarter: 3,
    });
  });

  it('judges by bounds how many files a narrow filter opens', async () => {
    const apart = Array.from({ length: 10 }, (_item, index) => ({
      bounds: new Map([
        [1, longBounds(BigInt(index) * 100n, BigInt(index) * 100n + 50n)],
      ]),
    }));
    const overlapping = Array.from({ length: 10 }, () => ({
      bounds: new Map([[1, longBounds(0n, 1000n)]]),
    }));
    const sorted = {
      sortOrders: [
        {
          orderId: 1,
          fields: [
            {
              sourceIds: [1],
              transform: 'identity',
              direction: 'asc' as const,
              nullOrder: 'nulls-first' as const,
            },
          ],
        },
      ],
      defaultSortOrderId: 1,
    };
    const good = await read([{ path: '/t/d1', files: [...apart, {}] }], sorted)
      .statistics;
    expect(good.clustering).toEqual([
      { fieldId: 1, column: 'id', filesPerPoint: 0.1, filesWithBounds: 10 },
    ]);
    expect(good.columnStatistics).toEqual({
      filesWithoutBounds: 1,
      columnsWithBounds: 1,
      columns: 3,
    });
    const bad = await read([{ path: '/t/d1', files: overlapping }], sorted)
      .statistics;
    expect(bad.clustering).toMatchObject([{ filesPerPoint: 1 }]);
    // One absurd bound does not make the rest look well ordered.
    const outlier = await read(
      [
        {
          path: '/t/d1',
          files: [
            ...overlapping,
            { bounds: new Map([[1, longBounds(0n, 2n ** 62n)]]) },
          ],
        },
      ],
      sorted,
    ).statistics;
    expect(outlier.clustering[0].filesPerPoint).toBeGreaterThan(0.6);
  });

  it('counts no column as having bounds for those of files that were deleted, nor of delete files', async () => {
    const bounds = new Map([[1, longBounds(1n, 2n)]]);
    const { columnStatistics } = await read([
      {
        path: '/t/d1',
        files: [{ bounds, status: 'deleted' }, { bounds: new Map() }],
      },
      {
        path: '/t/d2',
        content: 'deletes',
        files: [{ bounds, content: 'equality-deletes', equalityIds: [1] }],
      },
    ]).statistics;
    expect(columnStatistics).toMatchObject({
      filesWithoutBounds: 1,
      columnsWithBounds: 0,
    });
  });

  it('bug: a file without records was one of the most deleted, with a share that is no number', async () => {
    const { statistics } = read([
      { path: '/t/d', files: [{ filePath: '/t/f', recordCount: 0n }] },
      {
        path: '/t/x',
        content: 'deletes',
        files: [
          {
            content: 'position-deletes',
            fileFormat: 'PUFFIN',
            referencedDataFile: '/t/f',
            recordCount: 5n,
          },
        ],
      },
    ]);
    expect(await statistics).toMatchObject({
      dataFilesWithDeletes: 1,
      recordsDeletedByPosition: 0n,
      mostDeletedFiles: [],
    });
  });
});
