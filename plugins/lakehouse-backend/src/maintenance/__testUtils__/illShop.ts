import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestDatabaseId } from '@backstage/backend-test-utils';
import type { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import { finalRunStates } from '@lakehouse-portal/maintenance';
import type { Knex } from 'knex';
import { createTestDatabases } from '../../__testUtils__/createTestDatabases';
import { untilTrue } from '../../__testUtils__/untilTrue';
import { migrationsDirectory } from '../../database/openDatabase';
import { makeIllTable } from './makeIllTable';
import { createRunBench, type RunBench } from './RunBench';

/**
 * A lakehouse with the table of {@link makeIllTable} and a database, made anew for each test, and replicas that maintain
 * it. To be called once for each database in a test file.
 */
export function illShop(databaseId: TestDatabaseId) {
  const databases = createTestDatabases();
  let root: string;
  let lake: EmbeddedLakehouse;
  let knex: Knex;
  let before: { rows: bigint; checksum: string };
  const benches: RunBench[] = [];

  async function bench(
    options: Partial<Parameters<typeof createRunBench>[0]> = {},
  ) {
    const made = await createRunBench({
      lake,
      knex,
      random: () => 0,
      ...options,
    });
    benches.push(made);
    return made;
  }
  const ended = (made: RunBench, runId: string) =>
    untilTrue(
      () => made.store.get(runId),
      ({ run }) => finalRunStates.includes(run.state),
    );
  /** What the record says was committed is what the table has, once each. */
  async function expectTrueRecord(made: RunBench, runId: string) {
    const recorded = (await made.store.listUnits(runId)).flatMap(
      unit => unit.outcome?.snapshotId ?? [],
    );
    const { metadata } = await lake.loadTable('silver.orders');
    const marked = metadata.snapshots.filter(one =>
      one.summary['lakehouse.unit']?.startsWith(`${runId}/`),
    );
    expect(marked.map(one => one.snapshotId).sort()).toEqual(recorded.sort());
    expect(await knex('lakehouse_maintenance_locks')).toEqual([]);
  }

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'faults-'));
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    ({ lake } = await makeIllTable(join(root, 'shop')));
    before = await lake.contentChecksum('silver.orders');
  });
  afterEach(async () => {
    await Promise.all(benches.splice(0).map(made => made.worker.stop()));
    await lake.close();
    await rm(root, { recursive: true, force: true });
  });

  return {
    bench,
    ended,
    expectTrueRecord,
    /** The directory of the test. */
    get root() {
      return root;
    },
    get lake() {
      return lake;
    },
    /** The rows that the table had when the test began. */
    get before() {
      return before;
    },
  };
}
