import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';

/** A lakehouse with two small tables, silver.orders and silver.customers, for tests. */
export async function makeTables(
  directory: string,
): Promise<EmbeddedLakehouse> {
  const lakehouse = await EmbeddedLakehouse.open({
    directory,
    name: 'shop',
    durable: false,
  });
  await lakehouse.createNamespace('silver', {
    'lakehouse.layer': 'silver',
    'lakehouse.owner': 'group:default/data-platform',
  });
  await lakehouse.createTable('silver.orders', {
    columns: [
      { name: 'order_id', type: 'long', required: true },
      { name: 'day', type: 'date' },
      { name: 'total', type: 'decimal(9, 2)' },
    ],
    partitionBy: [{ column: 'day' }],
    properties: {
      comment: 'One row per order',
      'lakehouse.owner': 'group:default/orders',
    },
  });
  await lakehouse.append('silver.orders', {
    rows: Array.from({ length: 20 }, (_, index) => ({
      order_id: index,
      day: `2026-11-0${1 + (index % 4)}`,
      total: '12.50',
    })),
  });
  await lakehouse.createTable('silver.customers', {
    columns: [{ name: 'customer_id', type: 'long', required: true }],
  });
  await lakehouse.append('silver.customers', { rows: [{ customer_id: 1 }] });
  return lakehouse;
}
