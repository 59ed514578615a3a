import { gzipSync } from 'node:zlib';
import { json, parse, V2 } from '../__testUtils__/metadataJson';
import { parseTableMetadata } from './parseTableMetadata';

describe('parseTableMetadata', () => {
  it('reads format version 2 with 64-bit ids exact', () => {
    expect(parse(V2)).toMatchObject({
      format: 'iceberg',
      formatVersion: 2,
      tableUuid: '9c12d441-03fe-4693-9a96-a0705ddf69c1',
      lastSequenceNumber: '34',
      currentSchemaId: 1,
      schemas: [
        { schemaId: 0 },
        {
          identifierFieldIds: [1, 2],
          fields: [
            {},
            { doc: 'comment' },
            { type: { kind: 'primitive', name: 'decimal(9,2)' } },
          ],
        },
      ],
      partitionSpecs: [
        {
          specId: 0,
          fields: [
            { sourceIds: [1], fieldId: 1000, name: 'x', transform: 'identity' },
          ],
        },
      ],
      sortOrders: [
        {
          orderId: 3,
          fields: [
            {
              sourceIds: [3],
              transform: 'bucket[4]',
              direction: 'desc',
              nullOrder: 'nulls-last',
            },
          ],
        },
      ],
      currentSnapshotId: '3055729675574597004',
      snapshots: [
        {
          snapshotId: '3051729675574597004',
          operation: 'append',
          summary: { 'added-records': '5' },
          sequenceNumber: '0',
        },
        { parentSnapshotId: '3051729675574597004', schemaId: 1 },
      ],
      refs: [
        { name: 'main', type: 'branch', snapshotId: '3055729675574597004' },
        {
          name: 'test',
          type: 'tag',
          snapshotId: '3051729675574597004',
          maxRefAgeMs: 10000000,
        },
      ],
      metadataLog: [
        { metadataLocation: 's3://bucket/v1.json', timestampMs: 1515100 },
      ],
      warnings: [],
    });
  });

  it('reads the oldest form of version 1: one schema, one spec, no uuid, no ids, manifests inside the snapshot', () => {
    const metadata = parse({
      'format-version': 1,
      location: '/t',
      'last-updated-ms': 1,
      'last-column-id': 1,
      schema: {
        type: 'struct',
        fields: [{ id: 1, name: 'x', required: true, type: 'date' }],
      },
      'partition-spec': [
        { name: 'x_day', transform: 'day', 'source-id': 1 },
        { name: 'x', transform: 'identity', 'source-id': 1 },
      ],
      properties: {},
      'current-snapshot-id': -1,
      snapshots: [
        { 'snapshot-id': 7, 'timestamp-ms': 1, manifests: ['/t/m0.avro'] },
      ],
    });
    expect(metadata).toMatchObject({
      currentSchemaId: 0,
      schemas: [{ schemaId: 0 }],
      defaultSpecId: 0,
      partitionSpecs: [
        { specId: 0, fields: [{ fieldId: 1000 }, { fieldId: 1001 }] },
      ],
      defaultSortOrderId: 0,
      sortOrders: [{ orderId: 0, fields: [] }],
      snapshots: [{ snapshotId: '7', manifests: ['/t/m0.avro'], summary: {} }],
      refs: [],
      warnings: [],
    });
    for (const absent of [
      'tableUuid',
      'lastSequenceNumber',
      'currentSnapshotId',
      'nextRowId',
    ] as const)
      expect(metadata[absent]).toBeUndefined();
    expect(metadata.snapshots[0].operation).toBeUndefined();
    expect(metadata.snapshots[0].sequenceNumber).toBeUndefined();
  });

  it.each([-1, null, undefined])(
    'has no current snapshot when it is written as %s',
    current => {
      const metadata = parse({
        ...V2,
        'current-snapshot-id': current,
        refs: undefined,
      });
      expect(metadata.currentSnapshotId).toBeUndefined();
      expect(metadata.refs).toEqual([]);
      expect(metadata.warnings).toEqual([]);
    },
  );

  it('reads version 3: row ids, defaults, types and transforms that are new, and unknown ones', () => {
    const metadata = parse({
      ...V2,
      'format-version': 3,
      'next-row-id': 9007199254740993n,
      schemas: [
        {
          'schema-id': 1,
          fields: [
            { id: 1, name: 'v', required: false, type: 'variant' },
            {
              id: 2,
              name: 'g',
              required: false,
              type: 'geometry(srid:4326)',
              'initial-default': null,
            },
            {
              id: 3,
              name: 'l',
              required: false,
              type: 'long',
              'write-default': 9007199254740993n,
              'initial-default': 5,
            },
            { id: 4, name: 'n', required: false, type: 'something_new' },
          ],
        },
      ],
      'partition-specs': [
        {
          'spec-id': 0,
          fields: [
            {
              name: 'p',
              transform: 'bucketV2[4]',
              'source-ids': [1, 2],
              'field-id': 1000,
            },
          ],
        },
      ],
    });
    expect(metadata).toMatchObject({
      nextRowId: '9007199254740993',
      partitionSpecs: [{ fields: [{ sourceIds: [1, 2] }] }],
      warnings: [],
    });
    expect(
      metadata.schemas[0].fields.map(({ type }) =>
        type.kind === 'primitive' ? type.name : '',
      ),
    ).toEqual(['variant', 'geometry(srid:4326)', 'long', 'something_new']);
    expect(metadata.schemas[0].fields[2]).toMatchObject({
      initialDefault: 5,
      writeDefault: 9007199254740993n,
    });
  });

  it('tells gzip by its bytes', () => {
    const bytes = new Uint8Array(gzipSync(json(V2)));
    expect(
      parseTableMetadata(bytes, { metadataLocation: 'm.json' }),
    ).toMatchObject({ formatVersion: 2, metadataSizeBytes: bytes.length });
    expect(() =>
      parseTableMetadata(bytes.slice(0, 40), { metadataLocation: 'm.json' }),
    ).toThrow('cannot be unpacked as gzip');
  });

  it('refuses a gzip bomb without unpacking it all', () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(500 * 1024 * 1024)));
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(() =>
      parseTableMetadata(bomb, { metadataLocation: 'm.json' }),
    ).toThrow(expect.objectContaining({ name: 'LimitExceededError' }));
  });

  it.each<[string, unknown, string, string]>([
    ['nothing', '', 'CorruptMetadataError', 'm.json is empty'],
    [
      'half a file',
      json(V2).slice(0, 200),
      'CorruptMetadataError',
      'Not valid JSON at line 1, column 201 of m.json: the text ends',
    ],
    ['a list', '[]', 'CorruptMetadataError', 'must hold a JSON object'],
    [
      'an object of something else',
      '{}',
      'CorruptMetadataError',
      '"format-version" must be 1, 2 or 3',
    ],
    [
      'a version that is text',
      { ...V2, 'format-version': '2' },
      'CorruptMetadataError',
      '"format-version" must be',
    ],
    [
      'no location',
      { ...V2, location: undefined },
      'CorruptMetadataError',
      '"location" must be a string',
    ],
    [
      'a version of the future',
      { ...V2, 'format-version': 4 },
      'UnsupportedFormatError',
      'm.json has format version 4; versions 1, 2 and 3 can be read',
    ],
    [
      'bug: a view, which looked like a table without files,',
      {
        'view-uuid': 'b4c1d5fa-4b5a-4f1b-8c57-3c3ef4a7b1a2',
        'format-version': 1,
        location: 's3://lake/shop/v',
        schemas: [{ type: 'struct', 'schema-id': 1, fields: [] }],
        'current-version-id': 1,
        versions: [],
        'version-log': [],
      },
      'UnsupportedFormatError',
      'm.json is the metadata of a view, not of a table',
    ],
  ])(
    'refuses %s with an error that says what is wrong',
    (_what, content, name, message) => {
      expect(() => parse(content)).toThrow(
        expect.objectContaining({
          name,
          message: expect.stringContaining(message),
          location: 'm.json',
        }),
      );
    },
  );

  it('refuses text that is not UTF-8', () => {
    expect(() =>
      parseTableMetadata(Uint8Array.of(0x7b, 0xff, 0x7d), {
        metadataLocation: 'm.json',
      }),
    ).toThrow('not UTF-8');
  });
});
