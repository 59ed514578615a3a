import fc from 'fast-check';
import { parse, V2 } from '../__testUtils__/metadataJson';

describe('damaged metadata', () => {
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
              /^(CorruptMetadataError|UnsupportedFormatError)$/,
            );
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('takes its time and its warnings from no number of damaged entries', () => {
    const schemas = Array.from({ length: 60_000 }, (_schema, id) => ({
      'schema-id': id,
      fields: [],
    }));
    const specs = Array.from({ length: 60_000 }, (_spec, id) => ({
      'spec-id': id,
      fields: [],
    }));
    const metadata = parse({
      ...V2,
      schemas,
      'partition-specs': specs,
      snapshots: Array.from({ length: 50_000 }, () => ({})),
    });
    expect(metadata.schemas).toHaveLength(60_000);
    expect(metadata.warnings).toHaveLength(1001);
    expect(metadata.warnings[1000]).toMatchObject({
      code: 'warnings-left-out',
    });
  });
});
