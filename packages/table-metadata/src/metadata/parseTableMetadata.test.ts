import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { parseTableMetadata } from './parseTableMetadata';

const V2 = {
  'format-version': 2,
  'table-uuid': '9c12d441-03fe-4693-9a96-a0705ddf69c1',
  location: 's3://bucket/test/location',
  'last-sequence-number': 34,
  'last-updated-ms': 1602638573590,
  'last-column-id': 3,
  'current-schema-id': 1,
  schemas: [
    {
      type: 'struct',
      'schema-id': 0,
      fields: [{ id: 1, name: 'x', required: true, type: 'long' }],
    },
    {
      type: 'struct',
      'schema-id': 1,
      'identifier-field-ids': [1, 2],
      fields: [
        { id: 1, name: 'x', required: true, type: 'long' },
        { id: 2, name: 'y', required: true, type: 'long', doc: 'comment' },
        { id: 3, name: 'z', required: false, type: 'decimal(9,2)' },
      ],
    },
  ],
  'default-spec-id': 0,
  'partition-specs': [
    {
      'spec-id': 0,
      fields: [
        { name: 'x', transform: 'identity', 'source-id': 1, 'field-id': 1000 },
      ],
    },
  ],
  'last-partition-id': 1000,
  'default-sort-order-id': 3,
  'sort-orders': [
    {
      'order-id': 3,
      fields: [
        {
          transform: 'bucket[4]',
          'source-id': 3,
          direction: 'desc',
          'null-order': 'nulls-last',
        },
      ],
    },
  ],
  properties: { 'read.split.target.size': '134217728' },
  'current-snapshot-id': 3055729675574597004n,
  snapshots: [
    {
      'snapshot-id': 3051729675574597004n,
      'timestamp-ms': 1515100955770,
      'sequence-number': 0,
      summary: { operation: 'append', 'added-records': '5' },
      'manifest-list': 's3://a/b/1.avro',
    },
    {
      'snapshot-id': 3055729675574597004n,
      'parent-snapshot-id': 3051729675574597004n,
      'timestamp-ms': 1555100955770,
      'sequence-number': 1,
      summary: { operation: 'append' },
      'manifest-list': 's3://a/b/2.avro',
      'schema-id': 1,
    },
  ],
  'snapshot-log': [
    { 'snapshot-id': 3051729675574597004n, 'timestamp-ms': 1515100955770 },
  ],
  'metadata-log': [
    { 'metadata-file': 's3://bucket/v1.json', 'timestamp-ms': 1515100 },
  ],
  refs: {
    test: {
      'snapshot-id': 3051729675574597004n,
      type: 'tag',
      'max-ref-age-ms': 10000000,
    },
  },
};

/** `JSON.stringify`, with bigints as plain numbers. */
function json(value: unknown): string {
  const text = JSON.stringify(value, (_key, item) =>
    typeof item === 'bigint' ? `#${item}#` : item,
  );
  return text.replace(/"#(-?\d+)#"/g, '$1');
}

function parse(content: unknown) {
  const text = typeof content === 'string' ? content : json(content);
  return parseTableMetadata(new TextEncoder().encode(text), {
    metadataLocation: 'm.json',
  });
}

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
    ).toThrow(expect.objectContaining({ name: 'FileTooLargeError' }));
  });

  it.each<[string, unknown, string, string]>([
    ['nothing', '', 'MetadataFormatError', 'm.json is empty'],
    [
      'half a file',
      json(V2).slice(0, 200),
      'MetadataFormatError',
      'Not valid JSON at line 1, column 201 of m.json: the text ends',
    ],
    ['a list', '[]', 'MetadataFormatError', 'must hold a JSON object'],
    [
      'an object of something else',
      '{}',
      'MetadataFormatError',
      '"format-version" must be 1, 2 or 3',
    ],
    [
      'a version that is text',
      { ...V2, 'format-version': '2' },
      'MetadataFormatError',
      '"format-version" must be',
    ],
    [
      'no location',
      { ...V2, location: undefined },
      'MetadataFormatError',
      '"location" must be a string',
    ],
    [
      'a version of the future',
      { ...V2, 'format-version': 4 },
      'UnsupportedFormatVersionError',
      'm.json has format version 4; versions 1, 2 and 3 can be read',
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

  it('leaves out what is damaged, says so, and keeps the rest', () => {
    const metadata = parse({
      ...V2,
      'last-column-id': 'three',
      schemas: [
        ...V2.schemas,
        { 'schema-id': 1, fields: [] },
        { 'schema-id': 2, fields: [{ id: 1 }] },
        'text',
      ],
      'partition-specs': [
        ...V2['partition-specs'],
        { 'spec-id': 5, fields: [{ name: 'p' }] },
        { 'spec-id': 0, fields: [] },
      ],
      'sort-orders': [
        ...V2['sort-orders'],
        {
          'order-id': 4,
          fields: [{ transform: 'identity', 'source-id': 1, direction: 'up' }],
        },
      ],
      snapshots: [...V2.snapshots, { 'snapshot-id': 'x' }, V2.snapshots[0]],
      refs: {
        ...V2.refs,
        bad: { type: 'twig' },
        gone: { type: 'branch', 'snapshot-id': 1 },
      },
      properties: { ok: 'yes', number: 5, nested: {} },
    });
    expect(metadata.warnings.map(({ code }) => code).sort()).toEqual(
      [
        'metadata-field-malformed', // schemas[4]
        'metadata-field-malformed', // snapshots[2].snapshot-id
        'metadata-field-malformed', // properties.nested
        'metadata-field-malformed', // last-column-id
        'partition-field-unreadable',
        'partition-spec-duplicate',
        'partition-spec-unreadable',
        'ref-snapshot-missing',
        'ref-unreadable',
        'schema-duplicate',
        'schema-unreadable',
        'snapshot-duplicate',
        'snapshot-unreadable',
        'sort-order-unreadable',
      ].sort(),
    );
    expect(metadata).toMatchObject({
      currentSchemaId: 1,
      defaultSpecId: 0,
      properties: { ok: 'yes', number: '5' },
    });
    expect(metadata.schemas).toHaveLength(2);
    expect(metadata.snapshots).toHaveLength(2);
    expect(metadata.partitionSpecs).toHaveLength(1);
    expect(metadata.refs.map(({ name }) => name)).toEqual([
      'main',
      'test',
      'gone',
    ]);
  });

  it('warns of references into nothing, and of snapshots that are their own ancestors', () => {
    const codes = (changes: object) =>
      parse({ ...V2, ...changes }).warnings.map(({ code }) => code);
    expect(codes({ 'current-snapshot-id': 5, refs: undefined })).toEqual([
      'current-snapshot-missing',
    ]);
    expect(codes({ 'current-schema-id': 9 })).toEqual([
      'current-schema-missing',
    ]);
    expect(codes({ 'default-spec-id': 9 })).toEqual([
      'default-partition-spec-missing',
    ]);
    expect(codes({ 'default-sort-order-id': 9 })).toEqual([
      'default-sort-order-missing',
    ]);
    expect(
      codes({
        refs: { main: { type: 'branch', 'snapshot-id': 3051729675574597004n } },
      }),
    ).toEqual(['main-is-not-current']);
    const [first, second] = V2.snapshots;
    expect(
      codes({
        snapshots: [
          { ...first, 'parent-snapshot-id': second['snapshot-id'] },
          second,
        ],
      }),
    ).toEqual(['snapshot-cycle']);
    expect(
      codes({ snapshots: [{ ...first, 'parent-snapshot-id': 12345 }, second] }),
    ).toEqual([]);
    expect(
      codes({
        schemas: [
          {
            'schema-id': 1,
            fields: [
              V2.schemas[0].fields[0],
              { ...V2.schemas[0].fields[0], name: 'twin' },
            ],
          },
        ],
      }),
    ).toEqual(['field-id-duplicate']);
  });

  it('survives any replacement of any part: metadata with warnings, or a typed error', () => {
    const paths: Array<Array<string | number>> = [];
    const collect = (value: unknown, path: Array<string | number>): void => {
      if (path.length > 0) paths.push(path);
      if (typeof value !== 'object' || value === null) return;
      for (const [key, item] of Object.entries(value))
        collect(item, [...path, Array.isArray(value) ? Number(key) : key]);
    };
    collect(V2, []);
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.bigInt()),
        (path, wedge) => {
          const copy = structuredClone(V2) as unknown as Record<
            string | number,
            unknown
          >;
          let target = copy;
          for (const key of path.slice(0, -1))
            target = target[key] as Record<string | number, unknown>;
          target[path[path.length - 1]] = wedge;
          try {
            expect(parse(copy)).toMatchObject({
              format: 'iceberg',
              warnings: expect.any(Array),
            });
          } catch (error) {
            expect((error as Error).name).toMatch(
              /^(MetadataFormatError|UnsupportedFormatVersionError)$/,
            );
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
