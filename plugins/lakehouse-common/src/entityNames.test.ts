import { makeValidator } from '@backstage/catalog-model';
import { schemaEntityName, tableEntityName, tableEntityRef } from './entityNames';

describe('names of entities', () => {
  const validator = makeValidator();

  it('are the plain path where that is a valid entity name', () => {
    expect(tableEntityName({ lakehouse: 'retail', schema: 'silver', table: 'orders' })).toBe('retail.silver.orders');
    expect(schemaEntityName('retail', 'silver')).toBe('retail.silver');
    expect(tableEntityRef({ lakehouse: 'retail', schema: 'silver', table: 'orders' })).toBe(
      'resource:default/retail.silver.orders',
    );
  });

  it.each([
    ['spaces and quotes', 'order "items"; drop'],
    ['letters outside ASCII', 'bestellungen_größe'],
    ['only symbols', '___'],
    ['nothing', ''],
    ['a very long name', 'x'.repeat(300)],
    ['upper case', 'Orders'],
    ['doubled separators', 'a--b'],
  ])('are valid and unlike others with %s', (_what, table) => {
    const name = tableEntityName({ lakehouse: 'retail', schema: 'silver', table });
    expect(validator.isValidEntityName(name)).toBe(true);
    expect(name).not.toBe(tableEntityName({ lakehouse: 'retail', schema: 'silver', table: `${table}2` }));
  });

  it('differ for tables that only differ by case or by where the dots are', () => {
    const refs = [
      tableEntityRef({ lakehouse: 'retail', schema: 'silver', table: 'orders' }),
      tableEntityRef({ lakehouse: 'retail', schema: 'silver', table: 'Orders' }),
      tableEntityRef({ lakehouse: 'retail', schema: 'Silver', table: 'orders' }),
    ];
    expect(new Set(refs).size).toBe(3);
    expect(schemaEntityName('retail', 'raw.web')).not.toBe(
      tableEntityName({ lakehouse: 'retail', schema: 'raw', table: 'web' }),
    );
    expect(tableEntityName({ lakehouse: 'retail', schema: 'raw.web', table: 'clicks' })).not.toBe(
      tableEntityName({ lakehouse: 'retail', schema: 'raw', table: 'web.clicks' }),
    );
  });
});
