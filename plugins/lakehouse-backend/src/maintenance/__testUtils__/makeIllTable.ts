import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A lakehouse whose silver.orders needs everything: two partitions of four files, manifests, snapshots, an orphan file. */
export async function makeIllTable(
  directory: string,
): Promise<{ lake: EmbeddedLakehouse; orphan: string }> {
  const lake = await EmbeddedLakehouse.open({ directory, durable: false });
  await lake.createNamespace('silver');
  await lake.createTable('silver.orders', {
    columns: [
      { name: 'id', type: 'long' },
      { name: 'day', type: 'date' },
    ],
    partitionBy: [{ column: 'day' }],
  });
  for (let batch = 0; batch < 4; batch++) {
    await lake.append('silver.orders', {
      sql: `SELECT i AS id, DATE '2026-11-01' + (i % 2)::INTEGER AS day FROM range(${
        batch * 10
      }, ${batch * 10 + 10}) t(i)`,
    });
  }
  await lake.createTag('silver.orders', 'first', {
    snapshotId: (
      await lake.loadTable('silver.orders')
    ).metadata.snapshots[0].snapshotId,
  });
  const { location } = (await lake.loadTable('silver.orders')).metadata;
  const orphan = join(
    location.slice('file://'.length),
    'data',
    'orphan.parquet',
  );
  writeFileSync(orphan, 'left by a crash');
  const old = new Date(Date.now() - 30 * DAY_MS);
  utimesSync(orphan, old, old);
  return { lake, orphan };
}
