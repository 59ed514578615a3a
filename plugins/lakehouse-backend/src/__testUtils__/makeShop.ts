import { makeTables } from './makeTables';

/** A lakehouse whose table silver.orders has a history: a tag, deletes, a renamed column. */
export async function makeShop(directory: string): Promise<void> {
  const shop = await makeTables(directory);
  await shop.createTag('silver.orders', 'first');
  await shop.delete('silver.orders', {
    where: 'order_id < 5',
    mode: 'merge-on-read',
  });
  await shop.updateSchema('silver.orders', [
    { change: 'rename', column: 'total', newName: 'amount' },
  ]);
  await shop.append('silver.orders', {
    rows: [{ order_id: 100, day: '2026-11-09', amount: '1.00' }],
  });
  await shop.close();
}
