import fc from 'fast-check';
import type { FieldType, SchemaField, TableSchema } from '../model';
import { diffSchemas } from './diffSchemas';
import { flattenSchema } from './flattenSchema';

/** What is done to a schema, with the change that has to be found, by id. */
type Step =
  | {
      kind:
        | 'rename'
        | 'widen'
        | 'optional'
        | 'required'
        | 'doc'
        | 'drop'
        | 'default';
      pick: number;
    }
  | { kind: 'add'; pick: number }
  | { kind: 'reorder'; pick: number; to: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'rename',
      'widen',
      'optional',
      'required',
      'doc',
      'drop',
      'default',
      'add',
    ),
    pick: fc.nat(),
  }) as fc.Arbitrary<Step>,
  fc.record({
    kind: fc.constant('reorder' as const),
    pick: fc.nat(),
    to: fc.nat(),
  }),
);

/** Shapes of types; ids are given afterwards. */
type Shape =
  | string
  | { struct: Shape[] }
  | { list: Shape }
  | { map: [Shape, Shape] };
const { shape } = fc.letrec<{ shape: Shape }>(tie => ({
  shape: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('int', 'float', 'string', 'decimal(9, 2)', 'date'),
    fc.record({
      struct: fc.array(tie('shape'), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({ list: tie('shape') }),
    fc.record({ map: fc.tuple(fc.constant('string'), tie('shape')) }),
  ),
}));

const WIDER: Record<string, string> = {
  int: 'long',
  float: 'double',
  'decimal(9, 2)': 'decimal(12, 2)',
  date: 'timestamp',
};

class Evolution {
  readonly before: TableSchema;
  readonly after: TableSchema;
  /** `kind id`, but for moves. */
  readonly expected = new Set<string>();
  /** A field is changed once, so that no change undoes another. */
  readonly #touched = new Set<number>();
  #nextId = 1;

  constructor(columns: Shape[], steps: Step[]) {
    this.before = {
      schemaId: 0,
      identifierFieldIds: [],
      fields: columns.map(column => this.#field(column)),
    };
    this.after = structuredClone(this.before);
    for (const item of steps) this.#apply(item);
  }

  #field(column: Shape): SchemaField {
    const id = this.#nextId++;
    return {
      id,
      name: `f${id}`,
      required: id % 2 === 0,
      type: this.#type(column),
    };
  }

  #type(from: Shape): FieldType {
    if (typeof from === 'string') return { kind: 'primitive', name: from };
    if ('struct' in from)
      return {
        kind: 'struct',
        fields: from.struct.map(item => this.#field(item)),
      };
    if ('list' in from)
      return {
        kind: 'list',
        elementId: this.#nextId++,
        elementRequired: false,
        element: this.#type(from.list),
      };
    return {
      kind: 'map',
      keyId: this.#nextId++,
      valueId: this.#nextId++,
      valueRequired: true,
      key: this.#type(from.map[0]),
      value: this.#type(from.map[1]),
    };
  }

  #apply(item: Step): void {
    const lists = structsOf(this.after.fields);
    const places = lists.flatMap(list => list.map(field => ({ list, field })));
    const place = places[item.pick % Math.max(1, places.length)];
    if (!place) return;
    const { list, field } = place;
    if (item.kind === 'add') {
      const added = this.#field('string');
      list.splice(item.pick % (list.length + 1), 0, added);
      this.#touched.add(added.id);
      this.expected.add(`added ${added.id}`);
      return;
    }
    if (item.kind === 'reorder') {
      list.splice(list.indexOf(field), 1);
      list.splice(item.to % (list.length + 1), 0, field);
      return;
    }
    const inside = flattenSchema({ fields: [field] }).map(({ id }) => id);
    if (inside.some(id => this.#touched.has(id))) return;
    if (item.kind === 'drop') {
      list.splice(list.indexOf(field), 1);
      // What went before goes with it now, and is not worth a word of its own.
      for (const id of this.#originallyIn(field.id))
        this.expected.delete(`dropped ${id}`);
      this.expected.add(`dropped ${field.id}`);
      for (const id of inside) this.#touched.add(id);
      return;
    }
    this.#touched.add(field.id);
    this.#change(item.kind, field);
  }

  #originallyIn(fieldId: number): Set<number> {
    const inside = new Set([fieldId]);
    for (const { id, parentId } of flattenSchema(this.before))
      if (parentId !== undefined && inside.has(parentId)) inside.add(id);
    return inside;
  }

  #change(kind: Step['kind'], field: SchemaField): void {
    const found = (name: string) => this.expected.add(`${name} ${field.id}`);
    if (kind === 'rename') {
      field.name += '_new';
      found('renamed');
    } else if (kind === 'doc') {
      field.doc = 'new';
      found('doc-changed');
    } else if (kind === 'default') {
      field.writeDefault = { a: 1 };
      found('default-changed');
    } else if (kind === 'widen' && field.type.kind === 'primitive') {
      const wider = WIDER[field.type.name];
      if (wider === undefined) return;
      field.type = { kind: 'primitive', name: wider };
      found('type-changed');
    } else if (kind === 'optional' && field.required) {
      field.required = false;
      found('made-optional');
    } else if (kind === 'required' && !field.required) {
      field.required = true;
      found('made-required');
    }
  }
}

/** The fields of the schema, and of every struct in it. */
function structsOf(fields: SchemaField[]): SchemaField[][] {
  const inType = (type: FieldType): SchemaField[][] => {
    if (type.kind === 'struct') return structsOf(type.fields);
    if (type.kind === 'list') return inType(type.element);
    return type.kind === 'map'
      ? [...inType(type.key), ...inType(type.value)]
      : [];
  };
  return [fields, ...fields.flatMap(({ type }) => inType(type))];
}

/** As few fields as can be taken out so that the others are in the old order: by trying all of them. */
function fewestMoves(before: SchemaField[], after: SchemaField[]): number {
  const common = after
    .map(({ id }) => before.findIndex(old => old.id === id))
    .filter(index => index >= 0);
  const longest = common.map(() => 1);
  for (let index = 0; index < common.length; index++)
    for (let other = 0; other < index; other++)
      if (common[other] < common[index])
        longest[index] = Math.max(longest[index], longest[other] + 1);
  return common.length - Math.max(0, ...longest);
}

describe('diffSchemas, against what was done to the schema', () => {
  it('finds every change and none beside, and as few moves as explain the order', () => {
    fc.assert(
      fc.property(
        fc.array(shape, { maxLength: 6 }),
        fc.array(step, { maxLength: 8 }),
        (columns, steps) => {
          const { before, after, expected } = new Evolution(columns, steps);
          const changes = diffSchemas(before, after);
          expect(
            new Set(
              changes
                .filter(({ kind }) => kind !== 'moved')
                .map(({ kind, fieldId }) => `${kind} ${fieldId}`),
            ),
          ).toEqual(expected);
          for (const { kind, isWidening } of changes)
            expect(isWidening).toBe(kind === 'type-changed' ? true : undefined);
          const old = structsOf(before.fields);
          const moves = structsOf(after.fields).reduce((sum, list) => {
            const same = old.find(one =>
              one.some(({ id }) => list.some(field => field.id === id)),
            );
            return sum + (same ? fewestMoves(same, list) : 0);
          }, 0);
          expect(changes.filter(({ kind }) => kind === 'moved')).toHaveLength(
            moves,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('says of a field that is in another struct that it moved there', () => {
    const field = (id: number, type: FieldType): SchemaField => ({
      id,
      name: `f${id}`,
      required: false,
      type,
    });
    const int: FieldType = { kind: 'primitive', name: 'int' };
    const schema = (...fields: SchemaField[]): TableSchema => ({
      schemaId: 0,
      identifierFieldIds: [],
      fields,
    });
    const outside = schema(
      field(1, { kind: 'struct', fields: [field(3, int)] }),
      field(2, int),
    );
    const inside = schema(
      field(1, { kind: 'struct', fields: [field(3, int), field(2, int)] }),
    );
    expect(diffSchemas(outside, inside)).toEqual([
      {
        kind: 'moved',
        fieldId: 2,
        path: 'f1.f2',
        from: 'to the columns',
        to: 'into f1',
        message: 'Moved f1.f2 into f1',
      },
    ]);
    expect(diffSchemas(inside, outside)).toEqual([
      expect.objectContaining({
        kind: 'moved',
        message: 'Moved f2 to the columns',
      }),
    ]);
  });
});
