import { statfsSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import { finalRunStates } from '@lakehouse-portal/maintenance';
import createKnex from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { approvedRun } from './approvedRun';
import { createRunBench } from './RunBench';

/** Runs a compaction on a disk that has room for the table and little more, and writes what became of it as JSON. */
async function main(): Promise<void> {
  const [directory, freeKb, databaseFile] = process.argv.slice(2);
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: databaseFile },
    useNullAsDefault: true,
  });
  await knex.migrate.latest({ directory: migrationsDirectory() });
  const lake = await EmbeddedLakehouse.open({ directory, durable: false });
  await lake.createNamespace('silver');
  await lake.createTable('silver.orders', {
    columns: [
      { name: 'id', type: 'long' },
      { name: 'text', type: 'string' },
    ],
  });
  for (let batch = 0; batch < 4; batch++) {
    // Random, so that nothing of it compresses.
    await lake.append('silver.orders', {
      sql: `SELECT i AS id, hash(i)::VARCHAR || hash(i + 1)::VARCHAR || hash(i + 2)::VARCHAR AS text FROM range(${
        batch * 10_000
      }, ${batch * 10_000 + 10_000}) t(i)`,
    });
  }
  const before = await lake.contentChecksum('silver.orders');
  const bench = await createRunBench({ lake, knex });
  bench.planner.more = async () => [];
  const runId = await approvedRun(bench, ['rewrite-data-files']);

  const filler = join(directory, 'filler');
  const { bavail, bsize } = statfsSync(directory);
  writeFileSync(
    filler,
    Buffer.alloc(Math.max(0, bavail * bsize - Number(freeKb) * 1024)),
  );
  const freeBefore = statfsSync(directory).bavail;
  bench.worker.start();
  for (;;) {
    const { run } = await bench.store.get(runId);
    if (finalRunStates.includes(run.state)) {
      break;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  await bench.worker.stop();
  const freeAfter = statfsSync(directory).bavail;
  rmSync(filler);
  const { run } = await bench.store.get(runId);
  const after = await lake.contentChecksum('silver.orders');
  const again = await approvedRun(bench, ['rewrite-data-files']);
  process.stdout.write(
    JSON.stringify({
      state: run.state,
      reason: run.reason,
      units: (await bench.store.listUnits(runId)).map(unit => unit.state),
      same: after.checksum === before.checksum && after.rows === before.rows,
      leftBlocks: freeBefore - freeAfter,
      canBeProposedAgain: typeof again === 'string',
    }),
  );
  await lake.close();
  await knex.destroy();
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
});
