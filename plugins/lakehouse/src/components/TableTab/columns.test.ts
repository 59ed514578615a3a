import fc from 'fast-check';
import type { FieldType, SchemaField } from '@lakehouse-portal/table-metadata';
import type {
  SchemaChangeLine,
  SchemaVersion,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { columnHistory } from './columnHistory';
import { columnRows, searchColumns, visibleColumns } from './columnRows';
import { compareSchemas } from './compareSchemas';
import { typeLabel } from './typeLabel';

const types = fc.letrec<{ type: FieldType; field: SchemaField }>(tie => ({
  field: fc.record({
    id: fc.constant(0),
    name: fc.stringMatching(/^[a-z]{1,4}$/),
    required: fc.boolean(),
    type: tie('type'),
  }),
  type: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc
      .constantFrom('long', 'string', 'decimal(9, 2)')
      .map(name => ({ kind: 'primitive' as const, name })),
    fc
      .array(tie('field'), { maxLength: 4 })
      .map(fields => ({ kind: 'struct' as const, fields })),
    tie('type').map(element => ({
      kind: 'list' as const,
      elementId: 0,
      elementRequired: true,
      element,
    })),
    fc.tuple(tie('type'), tie('type')).map(([key, value]) => ({
      kind: 'map' as const,
      keyId: 0,
      key,
      valueId: 0,
      valueRequired: false,
      value,
    })),
  ),
}));

/** Gives every field of a generated schema its own id. */
function number(fields: SchemaField[], next: { id: number }): SchemaField[] {
  return fields.map(field => ({
    ...field,
    id: next.id++,
    type: numberType(field.type, next),
  }));
}

function numberType(type: FieldType, next: { id: number }): FieldType {
  switch (type.kind) {
    case 'struct':
      return { ...type, fields: number(type.fields, next) };
    case 'list':
      return {
        ...type,
        elementId: next.id++,
        element: numberType(type.element, next),
      };
    case 'map':
      return {
        ...type,
        keyId: next.id++,
        valueId: next.id++,
        key: numberType(type.key, next),
        value: numberType(type.value, next),
      };
    default:
      return type;
  }
}

const schemas = fc
  .array(types.field, { maxLength: 6 })
  .map(fields => number(fields, { id: 1 }));

describe('the tree of columns', () => {
  it('writes types as people read them, however deep', () => {
    const inner: FieldType = {
      kind: 'list',
      elementId: 1,
      elementRequired: true,
      element: { kind: 'struct', fields: [] },
    };
    const type: FieldType = {
      kind: 'map',
      keyId: 2,
      key: { kind: 'primitive', name: 'string' },
      valueId: 3,
      valueRequired: true,
      value: inner,
    };
    expect(typeLabel(type)).toBe('map<string, list<struct>>');
  });

  it('keeps every parent above its children, one level out', () => {
    fc.assert(
      fc.property(schemas, columns => {
        const rows = columnRows(columns);
        const seen = new Map<number, (typeof rows)[number]>();
        for (const row of rows) {
          expect(row.level).toBe(row.parents.length + 1);
          const parent = row.parents.at(-1);
          if (parent !== undefined) {
            expect(seen.get(parent)?.hasChildren).toBe(true);
            expect(row.path.startsWith(`${seen.get(parent)?.path}.`)).toBe(
              true,
            );
          }
          seen.set(row.fieldId, row);
        }
        expect(seen.size).toBe(rows.length);
        expect(visibleColumns(rows, new Set())).toEqual(
          rows.filter(row => row.level === 1),
        );
        expect(visibleColumns(rows, new Set(seen.keys()))).toEqual(rows);
      }),
    );
  });

  it('never shows a match without what it stands in, and always shows every match', () => {
    fc.assert(
      fc.property(
        schemas,
        fc.stringMatching(/^[a-z]{0,2}$/),
        (columns, search) => {
          const rows = columnRows(columns);
          const found = searchColumns(rows, search);
          const ids = new Set(found.rows.map(row => row.fieldId));
          expect(
            found.rows.every(row =>
              row.parents.every(parent => ids.has(parent)),
            ),
          ).toBe(true);
          expect(
            rows
              .filter(row => row.path.includes(search))
              .every(row => ids.has(row.fieldId)),
          ).toBe(true);
        },
      ),
    );
  });
});

function version(schemaId: number, changes: SchemaChangeLine[]): SchemaVersion {
  return {
    schemaId,
    current: false,
    fields: 3,
    changes,
    firstUsedAt: `2026-0${schemaId + 1}-01T00:00:00Z`,
  };
}

const rename = (path: string): SchemaChangeLine => ({
  kind: 'changed',
  fieldId: 2,
  path,
  type: '',
  what: 'renamed',
});

describe('schema history', () => {
  // Newest first, as the back end gives it.
  const versions = [
    version(5, [
      {
        kind: 'changed',
        fieldId: 3,
        path: 'x',
        type: 'int → long',
        what: 'widened',
      },
      rename('c → a'),
    ]),
    version(4, [
      { kind: 'dropped', fieldId: 4, path: 'gone', type: 'string', what: '' },
    ]),
    version(3, [
      {
        kind: 'changed',
        fieldId: 4,
        path: 'new → gone',
        type: '',
        what: 'renamed',
      },
    ]),
    version(2, [
      {
        kind: 'added',
        fieldId: 4,
        path: 'new',
        type: 'string',
        what: 'optional',
      },
      rename('b → c'),
    ]),
    version(1, [rename('a → b')]),
    version(0, []),
  ];

  it('puts steps together: twice renamed is renamed once, back again is nothing, come and gone is nothing', () => {
    expect(compareSchemas(versions, 0, 2)).toEqual([
      { kind: 'changed', fieldId: 2, path: 'a → c', type: '', what: 'renamed' },
      {
        kind: 'added',
        fieldId: 4,
        path: 'new',
        type: 'string',
        what: 'optional',
      },
    ]);
    expect(compareSchemas(versions, 0, 3)[1]).toMatchObject({
      kind: 'added',
      path: 'gone',
      type: 'string',
    });
    expect(compareSchemas(versions, 0, 5)).toEqual([
      {
        kind: 'changed',
        fieldId: 3,
        path: 'x',
        type: 'int → long',
        what: 'widened',
      },
    ]);
    expect(compareSchemas(versions, 2, 4)).toEqual([
      { kind: 'dropped', fieldId: 4, path: 'new', type: 'string', what: '' },
    ]);
  });

  it('does not mind the order of the pair, and one version never differs from itself', () => {
    const ids = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(ids, ids, (from, to) => {
        expect(compareSchemas(versions, from, to)).toEqual(
          compareSchemas(versions, to, from),
        );
        expect(compareSchemas(versions, from, from)).toEqual([]);
      }),
    );
  });

  it('tells of each column what it was and until when', () => {
    const history = columnHistory(versions);
    expect(
      history.get(2)?.map(event => `${event.kind} ${event.before}`),
    ).toEqual(['renamed c', 'renamed b', 'renamed a']);
    expect(history.get(3)).toEqual([
      { kind: 'retyped', before: 'int', at: '2026-06-01T00:00:00Z' },
    ]);
    expect(history.get(4)?.map(event => event.kind)).toEqual([
      'renamed',
      'added',
    ]);
  });
});
