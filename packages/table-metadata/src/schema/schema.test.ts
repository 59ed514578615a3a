import fc from 'fast-check';
import type { JsonValue } from '../json';
import type { FieldType, SchemaField, TableSchema } from '../model';
import { tableMetadata } from '../__testUtils__/tableBuilder';
import { diffSchemas } from './diffSchemas';
import { schemaOfSnapshot } from './findSchema';
import { flattenSchema } from './flattenSchema';
import { formatType } from './formatType';
import { parseType } from './parseType';
import { toJsonType } from './toJsonType';

const { type } = fc.letrec<{ type: FieldType }>(tie => ({
  type: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc
      .constantFrom(
        'long',
        'decimal(9, 2)',
        'fixed[16]',
        'timestamptz_ns',
        'variant',
      )
      .map(name => ({ kind: 'primitive' as const, name })),
    fc
      .array(
        fc.record(
          {
            name: fc.string(),
            required: fc.boolean(),
            id: fc.nat(),
            type: tie('type'),
            doc: fc.string(),
          },
          { requiredKeys: ['name', 'required', 'id', 'type'] },
        ),
        { maxLength: 3 },
      )
      .map(fields => ({ kind: 'struct' as const, fields })),
    fc.record({
      kind: fc.constant('list' as const),
      elementId: fc.nat(),
      elementRequired: fc.boolean(),
      element: tie('type'),
    }),
    fc.record({
      kind: fc.constant('map' as const),
      keyId: fc.nat(),
      key: tie('type'),
      valueId: fc.nat(),
      valueRequired: fc.boolean(),
      value: tie('type'),
    }),
  ),
}));

function field(
  id: number,
  name: string,
  kind: FieldType | string,
  rest: Partial<SchemaField> = {},
): SchemaField {
  return {
    id,
    name,
    required: false,
    type: typeof kind === 'string' ? { kind: 'primitive', name: kind } : kind,
    ...rest,
  };
}

function schema(...fields: SchemaField[]): TableSchema {
  return { schemaId: 0, identifierFieldIds: [], fields };
}

const struct = (...fields: SchemaField[]): FieldType => ({
  kind: 'struct',
  fields,
});
const list = (elementId: number, element: FieldType): FieldType => ({
  kind: 'list',
  elementId,
  elementRequired: false,
  element,
});
const LONG: FieldType = { kind: 'primitive', name: 'long' };

describe('types', () => {
  it('come back from their JSON unchanged', () => {
    fc.assert(
      fc.property(type, value => {
        expect(
          parseType(JSON.parse(JSON.stringify(toJsonType(value))) as JsonValue),
        ).toEqual(value);
      }),
    );
  });

  it('say where they are malformed', () => {
    expect(() =>
      parseType({ type: 'list', 'element-id': 1, element: { type: 'tuple' } }),
    ).toThrow('type.element.type must be "struct", "list" or "map"');
    expect(() =>
      parseType({
        type: 'struct',
        fields: [{ id: 1.5, name: 'a', type: 'int' }],
      }),
    ).toThrow('type.fields[0].id must be a whole number');
    let deep: JsonValue = 'int';
    for (let level = 0; level < 100; level++)
      deep = { type: 'list', 'element-id': 1, element: deep };
    expect(() => parseType(deep)).toThrow('nested deeper');
  });

  it('are shown as people write them', () => {
    const nested = struct(
      field(1, 'a', 'int'),
      field(2, 'm', {
        kind: 'map',
        keyId: 3,
        key: LONG,
        valueId: 4,
        valueRequired: true,
        value: list(5, LONG),
      }),
    );
    expect(formatType(nested)).toBe('struct<a: int, m: map<long, list<long>>>');
  });
});

describe('flattenSchema', () => {
  it('gives every field its full name, containers first', () => {
    const nested = schema(
      field(1, 'a', struct(field(2, 'b', 'int', { required: true }))),
      field(3, 'l', list(4, struct(field(5, 'c', 'date')))),
      field(6, 'm', {
        kind: 'map',
        keyId: 7,
        key: { kind: 'primitive', name: 'string' },
        valueId: 8,
        valueRequired: true,
        value: LONG,
      }),
    );
    expect(
      flattenSchema(nested).map(({ id, path, required, depth, parentId }) => [
        id,
        path,
        required,
        depth,
        parentId,
      ]),
    ).toEqual([
      [1, 'a', false, 0, undefined],
      [2, 'a.b', true, 1, 1],
      [3, 'l', false, 0, undefined],
      [4, 'l.element', false, 1, 3],
      [5, 'l.element.c', false, 2, 4],
      [6, 'm', false, 0, undefined],
      [7, 'm.key', true, 1, 6],
      [8, 'm.value', true, 1, 6],
    ]);
  });
});

describe('diffSchemas', () => {
  it('bug: 60,000 columns in the opposite order are compared in moments', () => {
    // It took 40 s, as the place of each was looked for among all.
    const columns = Array.from({ length: 60_000 }, (_, index) =>
      field(index + 1, `c${index}`, 'long'),
    );
    const changes = diffSchemas(
      schema(...columns),
      schema(...[...columns].reverse()),
    );
    expect(changes).toHaveLength(columns.length - 1);
    expect(changes[0]).toMatchObject({
      kind: 'moved',
      path: 'c59999',
      from: 'after c59998',
      to: 'to the front',
    });
  });

  it('tells changes by field id, at every depth', () => {
    const from = schema(
      field(1, 'id', 'int', { required: true }),
      field(2, 'name', 'string', { doc: 'old' }),
      field(
        3,
        'addr',
        struct(field(4, 'street', 'string'), field(5, 'zip', 'int')),
      ),
      field(6, 'tags', list(7, { kind: 'primitive', name: 'float' })),
      field(8, 'gone', struct(field(9, 'inner', 'int'))),
      field(10, 'price', 'decimal(9, 2)'),
      field(11, 'bad', 'long'),
    );
    const to = schema(
      field(1, 'id', 'long'),
      field(2, 'full_name', 'string', { doc: 'new' }),
      field(
        3,
        'addr',
        struct(
          field(5, 'zip', 'int', { required: true }),
          field(4, 'street', 'string'),
        ),
      ),
      field(6, 'tags', list(7, { kind: 'primitive', name: 'double' })),
      field(10, 'price', 'decimal(12,2)'),
      field(11, 'bad', 'int'),
      field(12, 'extra', struct(field(13, 'x', 'int')), {
        writeDefault: { a: 1 },
      }),
    );
    expect(diffSchemas(from, to).map(({ message }) => message)).toEqual([
      'Dropped gone (struct<inner: int>)',
      'Widened id from int to long',
      'Made id optional',
      'Renamed name to full_name',
      'Changed the doc of full_name',
      'Made addr.zip required',
      'Moved addr.zip to the front',
      'Widened tags.element from float to double',
      'Widened price from decimal(9, 2) to decimal(12,2)',
      'Changed bad from long to int',
      'Added extra (struct<x: int>, optional)',
    ]);
    expect(diffSchemas(from, to)[10]).toMatchObject({
      kind: 'added',
      fieldId: 12,
      path: 'extra',
      to: 'struct<x: int>',
    });
  });

  it('does not call a field moved when only its neighbours came or went, and takes spacing of types as nothing', () => {
    const from = schema(
      field(1, 'a', 'int'),
      field(2, 'b', 'decimal(9,2)'),
      field(3, 'c', 'int'),
    );
    const to = schema(
      field(9, 'new', 'int'),
      field(2, 'b', 'decimal(9, 2)'),
      field(8, 'other', 'int'),
      field(3, 'c', 'int'),
    );
    expect(diffSchemas(from, to).map(({ kind }) => kind)).toEqual([
      'dropped',
      'added',
      'added',
    ]);
    const moved = diffSchemas(
      schema(...[1, 2, 3, 4].map(id => field(id, `c${id}`, 'int'))),
      schema(...[4, 1, 2, 3].map(id => field(id, `c${id}`, 'int'))),
    );
    expect(moved).toEqual([
      expect.objectContaining({
        kind: 'moved',
        fieldId: 4,
        from: 'after c3',
        to: 'to the front',
      }),
    ]);
  });

  it.each([
    ['geometry', 'geometry(OGC:CRS84)', false],
    ['geometry( OGC:CRS84 )', 'geometry', false],
    ['geometry', 'geometry(EPSG:4326)', true],
    ['geography', 'geography(OGC:CRS84, spherical)', false],
    ['geography(OGC:CRS84)', 'geography(OGC:CRS84,SPHERICAL)', false],
    ['geography', 'geography(OGC:CRS84, vincenty)', true],
    ['geography', 'geometry', true],
    ['decimal(9,2)', 'decimal(9, 2)', false],
    ['decimal(9,2)', 'decimal(9,3)', true],
  ])(
    'bug: defaults that are spelt out change no type: %s to %s',
    (from, to, isChange) => {
      const schemaOf = (name: string): TableSchema => ({
        schemaId: 0,
        identifierFieldIds: [],
        fields: [field(1, 'place', name)],
      });
      expect(diffSchemas(schemaOf(from), schemaOf(to))).toHaveLength(
        isChange ? 1 : 0,
      );
    },
  );

  it('finds nothing between a schema and itself, and sees identifier fields', () => {
    fc.assert(
      fc.property(fc.array(type, { maxLength: 4 }), types => {
        const same = schema(
          ...types.map((kind, index) =>
            field(1_000_000_000 + index, `c${index}`, kind),
          ),
        );
        expect(diffSchemas(same, structuredClone(same))).toEqual([]);
      }),
    );
    const one = schema(field(1, 'id', 'int'));
    expect(diffSchemas(one, { ...one, identifierFieldIds: [1] })).toEqual([
      {
        kind: 'identifier-changed',
        path: 'id',
        from: '',
        to: 'id',
        message: 'Set the identifier fields to id',
      },
    ]);
  });
});

describe('schemaOfSnapshot', () => {
  const metadata = tableMetadata();
  const snapshotOf = (schemaId?: number) => ({
    ...metadata.snapshots[0],
    schemaId,
  });

  it('is the one that the snapshot names, or the current one where it names none', () => {
    expect(schemaOfSnapshot(metadata, snapshotOf(0)).schemaId).toBe(0);
    expect(schemaOfSnapshot(metadata, snapshotOf()).schemaId).toBe(0);
  });

  it('bug: the current schema was taken for that of a snapshot whose own is missing', () => {
    expect(() => schemaOfSnapshot(metadata, snapshotOf(3))).toThrow(
      expect.objectContaining({
        name: 'NoSuchSchemaError',
        message: 'The table has no schema 3, with which snapshot 1 was written',
      }),
    );
  });
});
