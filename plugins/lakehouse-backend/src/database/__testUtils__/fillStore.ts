import type { DatabaseTableStore } from '../DatabaseTableStore';
import { addTable } from './addTable';

const DAY = 24 * 60 * 60 * 1000;

/** Five tables of the lakehouse `retail` in all states of health, one of them not read yet. */
export async function fillStore(store: DatabaseTableStore) {
  await addTable(
    store,
    { schema: 'silver', table: 'orders' },
    {
      health: { severity: 'critical', score: 44, slowdown: 3.2 },
      owner: 'group:default/orders',
      layer: 'silver',
      description: 'One row per order',
      sizeBytes: 500n,
      commitAgeMs: 1000,
    },
  );
  await addTable(
    store,
    { schema: 'bronze', table: 'clicks_100%' },
    {
      health: { severity: 'critical', score: 31, slowdown: 3.7 },
      owner: 'group:default/web',
      layer: 'bronze',
      sizeBytes: 90_000n,
      commitAgeMs: 3 * DAY,
    },
  );
  await addTable(
    store,
    { schema: 'gold', table: 'revenue' },
    {
      health: { severity: 'at-risk', score: 60, slowdown: 1.2 },
      layer: 'gold',
      sizeBytes: 20n,
      commitAgeMs: 9 * DAY,
    },
  );
  await addTable(
    store,
    { schema: 'gold', table: 'regions' },
    {
      health: { severity: 'healthy', score: 99 },
      owner: 'group:default/web',
    },
  );
  await store.add('retail', [{ schema: 'bronze', table: 'never_read' }]);
}
