import fc from 'fast-check';
import { namespaceLevels } from '../catalog';
import { MAX_LOCATION, tableOfRow } from './tableOfRow';

const value = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', '.', 'a.b', '%2E', 'TABLE', 'view'),
  fc.constant(null),
  fc.constant(undefined),
  fc.integer(),
);

describe('tableOfRow', () => {
  it('gives the levels and the name just as the row has them, whatever else is in it', () => {
    fc.assert(
      fc.property(
        value,
        value,
        value,
        value,
        (namespace, name, location, type) => {
          const table = tableOfRow({
            table_namespace: namespace,
            table_name: name,
            metadata_location: location,
            iceberg_type: type,
          });
          const isTable =
            typeof namespace === 'string' && typeof name === 'string';
          expect(table !== undefined).toBe(isTable);
          if (!table || typeof namespace !== 'string') return;
          expect(namespaceLevels(table.namespace).join('.')).toBe(namespace);
          expect(table.name).toBe(name);
          const ways = [
            table.kind === 'view',
            table.unreadable !== undefined,
            table.metadataLocation !== undefined,
          ].filter(Boolean);
          expect(ways).toHaveLength(1);
        },
      ),
    );
  });

  it('says why a table without a usable pointer is not read', () => {
    const row = { table_namespace: 'a', table_name: 'b' };
    expect(tableOfRow({ ...row, metadata_location: null })?.unreadable).toBe(
      'Its row in the catalog has no metadata location',
    );
    expect(
      tableOfRow({ ...row, metadata_location: 'x'.repeat(MAX_LOCATION) })
        ?.unreadable,
    ).toContain('8192 characters');
  });
});
