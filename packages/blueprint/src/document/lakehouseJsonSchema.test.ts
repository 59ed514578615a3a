import Ajv from 'ajv';
import fc from 'fast-check';
import { anyLakehouse } from '../testing/anyLakehouse';
import { lakehouseJsonSchema } from './lakehouseJsonSchema';
import { lakehouseSchema } from './schema/lakehouseSchema';

/** Values that are near to what some field takes, and what none does. */
const SPICE = [
  ...['', 'a', 'A', 'a b', '-a', 'a-', 'a.b', '../x', 'a/../b', 'x'.repeat(64)],
  ...['x'.repeat(300), 'ä', '😀', 'a\n', '$x', '0Gi', '2Gi', '16GiB', '90d'],
  ...['forever', 'http://x', 'http://x y', '4.0.1', 's3', 'jdbc', 'none'],
  ...[0, 1, -1, 0.1, 0.05, 257, 458, 457, 484, 1e9, 1e300, 65536, 2.5],
  ...[true, false, null, [], {}, ['a'], [{}], { a: 'b' }, { type: 's3' }],
  ...[{ from: 'secret' }, { from: 'secret', name: 'x' }, Array(60).fill('a')],
  Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`l${n}`, 'x'])),
];

describe('lakehouseJsonSchema', () => {
  const accepts = new Ajv({ strict: true, strictTypes: false }).compile(
    lakehouseJsonSchema(),
  );

  it('accepts what the reader accepts', () => {
    fc.assert(
      fc.property(anyLakehouse, document => {
        expect([accepts(document), accepts.errors]).toEqual([true, null]);
      }),
      { numRuns: 200 },
    );
  });

  it('accepts exactly what the reader accepts, of documents in which values are exchanged, added and removed', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        anyLakehouse,
        fc.array(
          fc.tuple(
            fc.nat(1e6),
            fc.constantFrom('set', 'remove', 'add'),
            fc.oneof(fc.constantFrom(...SPICE), fc.jsonValue()),
          ),
          { minLength: 1, maxLength: 2 },
        ),
        (document, changes) => {
          const changed = structuredClone(document) as unknown;
          for (const [where, how, value] of changes)
            change(changed, where, how, structuredClone(value));
          const read = lakehouseSchema.safeParse(changed);
          if (read.success) accepted++;
          expect({ changed, accepted: accepts(changed) }).toEqual({
            changed,
            accepted: read.success,
          });
        },
      ),
      { numRuns: 2000 },
    );
    // Else it would say nothing about what is accepted.
    expect(accepted).toBeGreaterThan(50);
  });

  it('describes fields for the editor', () => {
    const { properties } = lakehouseJsonSchema() as {
      properties: {
        spec: { properties: Record<string, { description: string }> };
      };
    };
    expect(properties.spec.properties.catalogName.description).toContain(
      'default: lakehouse',
    );
  });
});

function change(
  root: unknown,
  where: number,
  how: 'set' | 'remove' | 'add',
  value: unknown,
): void {
  const places: [Record<string, unknown>, string][] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      places.push([node as Record<string, unknown>, key]);
      visit(child);
    }
  };
  visit(root);
  if (places.length === 0) return;
  const [parent, key] = places[where % places.length];
  if (how === 'add') {
    if (Array.isArray(parent)) parent.push(value);
    else parent[`extra${where % 3}`] = value;
  } else if (how === 'set') parent[key] = value;
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}
