import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import fc from 'fast-check';
import {
  lakehouseEntityRef,
  schemaEntityName,
  tableEntityName,
  tableEntityRef,
} from './entityNames';

describe('entity names', () => {
  it('are the names joined by dots where that is valid', () => {
    expect(lakehouseEntityRef('retail')).toBe('system:default/retail');
    expect(
      tableEntityRef({
        lakehouse: 'retail',
        schema: 'silver',
        table: 'order_items',
      }),
    ).toBe('resource:default/retail.silver.order_items');
    expect(schemaEntityName('retail', 'silver')).toBe('retail.silver');
    expect(
      tableEntityName({ lakehouse: 'retail', schema: 'a.b', table: 'c' }),
    ).toBe('retail.a.b.c');
  });

  it('differ for tables whose plain names would be the same entity', () => {
    const names = [
      tableEntityName({ lakehouse: 'r', schema: 'a', table: 'orders' }),
      tableEntityName({ lakehouse: 'r', schema: 'a', table: 'Orders' }),
      tableEntityName({ lakehouse: 'r', schema: 'a', table: 'ORDERS' }),
      tableEntityName({ lakehouse: 'r', schema: 'a.b', table: 'c' }),
      tableEntityName({ lakehouse: 'r', schema: 'a', table: 'b.c' }),
      schemaEntityName('r', 'a.orders'),
      schemaEntityName('r', 'a.b.c'),
    ];
    expect(new Set(names.map(name => name.toLowerCase())).size).toBe(
      names.length,
    );
  });

  it('are always valid, and distinct for distinct tables', () => {
    const part = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }),
    );
    fc.assert(
      fc.property(
        part,
        part,
        part,
        part,
        (schema, table, otherSchema, otherTable) => {
          const name = tableEntityName({ lakehouse: 'retail', schema, table });
          expect(KubernetesValidatorFunctions.isValidObjectName(name)).toBe(
            true,
          );
          const other = tableEntityName({
            lakehouse: 'retail',
            schema: otherSchema,
            table: otherTable,
          });
          expect(name === other).toBe(
            schema === otherSchema && table === otherTable,
          );
        },
      ),
    );
  });
});
