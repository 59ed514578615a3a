import { parse, V2 } from '../__testUtils__/metadataJson';
import { historyToJson } from '../inspection/historyToJson';
import { inspectionToJson } from '../inspection/inspectionToJson';
import { unpartitionedSpecIds } from '../scan/unpartitionedSpecIds';
import { parsePrimitive } from '../schema';
import { partitionStartMs } from '../statistics/partitionStartMs';
import { partitionPath } from '../transforms';

describe('metadata of each format version, field by field', () => {
  it('reads what version 3 adds to snapshots, tables and schemas', () => {
    const metadata = parse({
      ...V2,
      'format-version': 3,
      'next-row-id': 9_007_199_254_740_993n,
      'encryption-keys': [
        { 'key-id': 'a', 'encrypted-key-metadata': 'eA==' },
        {
          'key-id': 'b',
          'encrypted-key-metadata': 'eQ==',
          'encrypted-by-id': 'a',
        },
      ],
      snapshots: [
        {
          ...V2.snapshots[0],
          'first-row-id': 0,
          'added-rows': 9_007_199_254_740_993n,
          'key-id': 'b',
        },
        V2.snapshots[1],
      ],
    });
    expect(metadata).toMatchObject({
      nextRowId: '9007199254740993',
      lastPartitionId: 1000,
      encryptionKeys: [{ keyId: 'a' }, { keyId: 'b', encryptedById: 'a' }],
      snapshots: [
        { firstRowId: '0', addedRows: '9007199254740993', keyId: 'b' },
        {},
      ],
      warnings: [],
    });
    expect(JSON.stringify(metadata)).not.toContain('eA==');
    expect(parse(V2).encryptionKeys).toBeUndefined();
  });

  it('reads version 1 without ids of columns, partitions, orders and refs, and with specs beside the one spec', () => {
    const {
      'last-column-id': _column,
      'last-partition-id': _partition,
      'sort-orders': _orders,
      'default-sort-order-id': _order,
      'last-sequence-number': _sequence,
      refs: _refs,
      ...rest
    } = V2;
    expect(
      parse({
        ...rest,
        'format-version': 1,
        schema: V2.schemas[1],
        'partition-spec': V2['partition-specs'][0].fields,
      }),
    ).toMatchObject({
      currentSchemaId: 1,
      schemas: [{ schemaId: 0 }, { schemaId: 1 }],
      partitionSpecs: [{ specId: 0 }],
      sortOrders: [{ orderId: 0, fields: [] }],
      refs: [{ name: 'main', snapshotId: '3055729675574597004' }],
      snapshots: [{ sequenceNumber: undefined }, {}],
      warnings: [],
    });
  });

  it('keeps transforms that it does not know, of one column and of several, in specs and orders', () => {
    const field = {
      name: 'p',
      transform: 'zorder[x]',
      'source-ids': [1, 2],
      'field-id': 1000,
    };
    const metadata = parse({
      ...V2,
      'partition-specs': [{ 'spec-id': 0, fields: [field] }],
      'sort-orders': [
        {
          'order-id': 3,
          fields: [
            {
              transform: 'hilbert',
              'source-ids': [2, 1],
              direction: 'ASC',
              'null-order': 'NULLS-FIRST',
            },
          ],
        },
      ],
    });
    expect(metadata).toMatchObject({
      partitionSpecs: [
        { fields: [{ transform: 'zorder[x]', sourceIds: [1, 2] }] },
      ],
      sortOrders: [{ fields: [{ transform: 'hilbert', sourceIds: [2, 1] }] }],
      warnings: [],
    });
  });

  it.each([
    ['geometry', { base: 'geometry', crs: 'OGC:CRS84' }],
    ['geometry(srid:4326)', { base: 'geometry', crs: 'srid:4326' }],
    [
      'geography',
      { base: 'geography', crs: 'OGC:CRS84', edgeAlgorithm: 'spherical' },
    ],
    [
      'geography(projjson:my, property, Karney)',
      {
        base: 'geography',
        crs: 'projjson:my, property',
        edgeAlgorithm: 'karney',
      },
    ],
    ['timestamptz_ns', { base: 'timestamptz_ns' }],
    ['variant', { base: 'variant' }],
    ['unknown', { base: 'unknown' }],
    ['Decimal( 38 , 10 )', { base: 'decimal', precision: 38, scale: 10 }],
  ])('takes the type %s apart', (name, parts) => {
    expect(parsePrimitive(name)).toEqual(parts);
  });

  it('bug: transforms in other spellings than the specification have no other meaning, and are still shown as written', async () => {
    const schema = {
      ...V2.schemas[1],
      fields: [
        { id: 1, name: 'ts', required: false, type: 'timestamp' },
        { id: 2, name: 'id', required: false, type: 'long' },
      ],
    };
    const part = (name: string, transform: string, source = 1) => ({
      name,
      transform,
      'source-id': source,
      'field-id': 1000,
    });
    const metadata = parse({
      ...V2,
      schemas: [schema],
      'partition-specs': [
        { 'spec-id': 0, fields: [part('d', 'days'), part('g', 'VOID', 2)] },
        { 'spec-id': 1, fields: [part('d', 'Void')] },
        { 'spec-id': 2, fields: [part('b', 'Bucket[16]', 2)] },
        { 'spec-id': 3, fields: [part('z', 'ZOrder[2]', 2)] },
      ],
      'sort-orders': [
        {
          'order-id': 3,
          fields: [
            {
              transform: 'hours',
              'source-id': 1,
              direction: 'asc',
              'null-order': 'nulls-first',
            },
          ],
        },
      ],
    });
    const { partitionSpecs: specs } = metadata;
    expect(
      specs.map(spec =>
        spec.fields.map(field => [field.transform, field.transformAsWritten]),
      ),
    ).toEqual([
      [
        ['day', 'days'],
        ['void', 'VOID'],
      ],
      [['void', 'Void']],
      [['bucket[16]', 'Bucket[16]']],
      [['ZOrder[2]', undefined]],
    ]);
    expect(metadata.sortOrders[0].fields[0]).toMatchObject({
      transform: 'hour',
      transformAsWritten: 'hours',
    });
    expect(partitionPath(specs[0], metadata.schemas[0], [20000, null])).toBe(
      'd=2024-10-04',
    );
    expect(partitionPath(specs[1], metadata.schemas[0], [null])).toBe('');
    expect([...unpartitionedSpecIds(specs)]).toEqual([1]);
    expect(partitionStartMs(specs[0], metadata.schemas[0], [20000, null])).toBe(
      Date.UTC(2024, 9, 4),
    );
    expect(inspectionToJson({ metadata, warnings: [] })).toMatchObject({
      partitionSpec: [{ transform: 'days' }, { transform: 'VOID' }],
      sortOrder: [{ transform: 'hours' }],
    });
  });

  it('bug: a size of statistics that cannot be is not known, and not 0; the files stay', () => {
    const file = { 'snapshot-id': 1, 'statistics-path': '/t/ps.parquet' };
    const size = 'file-size-in-bytes';
    const metadata = parse({
      ...V2,
      'partition-statistics': [
        { ...file, [size]: 1152921504606846976n },
        { ...file, [size]: -1 },
        file,
        { ...file, [size]: 42 },
      ],
      statistics: [
        { ...file, [size]: 100, 'file-footer-size-in-bytes': 1n << 60n },
      ],
    });
    expect(
      metadata.partitionStatisticsFiles.map(one => one.fileSizeBytes),
    ).toEqual([undefined, undefined, undefined, 42]);
    expect(metadata.statisticsFiles).toMatchObject([
      { fileSizeBytes: 100, fileFooterSizeBytes: undefined },
    ]);
    expect(metadata.warnings.map(({ message }) => message)).toEqual([
      'statistics[0].file-footer-size-in-bytes is not a whole number; it is left out',
      'partition-statistics[0].file-size-in-bytes is not a whole number; it is left out',
      'partition-statistics[1].file-size-in-bytes is not a size; it is left out',
    ]);
    expect(historyToJson(metadata, undefined)).toMatchObject({
      partitionStatisticsFiles: [
        { fileSizeBytes: null },
        { fileSizeBytes: null },
        { fileSizeBytes: null },
        { fileSizeBytes: 42 },
      ],
    });
  });
});
