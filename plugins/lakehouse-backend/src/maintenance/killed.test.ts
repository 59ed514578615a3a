import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import createKnex, { type Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/createTestDatabases';
import { migrationsDirectory } from '../database/openDatabase';
import { approvedRun } from './__testUtils__/approvedRun';
import { makeIllTable } from './__testUtils__/makeIllTable';
import { createRunBench } from './__testUtils__/RunBench';
import type { ChildOptions, KillPoint } from './__testUtils__/runChild';

// Two processes that compile what they run.
jest.setTimeout(300_000);

/** States of a run, and where in them a process dies. Units: two partitions, manifests, expiry, a property, an orphan file. */
const KILLS: Array<[string, KillPoint]> = [
  ['approved: the run was taken', { method: 'claim', when: 'after', nth: 1 }],
  [
    'approved: about to begin',
    { method: 'transition', when: 'before', nth: 1 },
  ],
  ['running: just begun', { method: 'transition', when: 'after', nth: 1 }],
  [
    'running: a compaction is intended',
    { method: 'beginUnit', when: 'after', nth: 1 },
  ],
  [
    'running: a compaction writes its files',
    { method: 'newUuid', when: 'before', nth: 1 },
  ],
  [
    'running: a compaction is about to commit',
    { method: 'newUuid', when: 'before', nth: 4 },
  ],
  [
    'running: a compaction is committed, and nobody was told',
    { method: 'run', when: 'after', nth: 1 },
  ],
  [
    'running: a compaction is recorded',
    { method: 'changeUnit', when: 'after', nth: 1 },
  ],
  [
    'running: manifests are merged, and nobody was told',
    { method: 'run', when: 'after', nth: 3 },
  ],
  ['running: rows are compared', { method: 'checksum', when: 'after', nth: 1 }],
  [
    'running: snapshots have expired, and nobody was told',
    { method: 'run', when: 'after', nth: 4 },
  ],
  [
    'running: a property is set, and nobody was told',
    { method: 'run', when: 'after', nth: 5 },
  ],
  [
    'running: an orphan file is removed, and nobody was told',
    { method: 'run', when: 'after', nth: 6 },
  ],
  [
    'running: all units are over',
    { method: 'transition', when: 'before', nth: 2 },
  ],
  ['verifying: just begun', { method: 'transition', when: 'after', nth: 2 }],
  [
    'verifying: what was found is stored',
    { method: 'saveVerification', when: 'after', nth: 2 },
  ],
  ['verifying: about to end', { method: 'transition', when: 'before', nth: 3 }],
  ['done', { method: 'transition', when: 'after', nth: 3 }],
];

function runChild(
  options: ChildOptions,
): Promise<{ signal: string | null; code: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        '--require',
        process.env.LAKEHOUSE_TRANSFORM ??
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, '__testUtils__', 'runChild.ts'),
        JSON.stringify(options),
      ],
      // It ends when this end of its input is closed: with the tests, however they end.
      { stdio: ['pipe', 'ignore', 'pipe'] },
    );
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stderr }));
  });
}

describe.each(createTestDatabases().eachSupportedId())(
  'a back end that is killed, on %p',
  databaseId => {
    const databases = createTestDatabases();
    let root: string;
    let lake: EmbeddedLakehouse;
    let orphan: string;
    let knex: Knex;
    let database: Knex.Config;

    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), 'killed-'));
      if (databaseId === 'SQLITE_3') {
        database = {
          client: 'better-sqlite3',
          connection: { filename: join(root, 'portal.db') },
          useNullAsDefault: true,
        };
        knex = createKnex(database);
        await knex.raw('PRAGMA journal_mode=WAL');
      } else {
        knex = await databases.init(databaseId);
        const { connection } = knex.client.config as {
          connection: { password: string };
        };
        // Knex hides the password from enumeration.
        const { password } = connection;
        database = { client: 'pg', connection: { ...connection, password } };
      }
      await knex.migrate.latest({ directory: migrationsDirectory() });
      ({ lake, orphan } = await makeIllTable(join(root, 'shop')));
    });
    afterEach(async () => {
      await lake.close();
      await knex.destroy();
      await rm(root, { recursive: true, force: true });
    });

    it.each(KILLS)('%s', async (_state, kill) => {
      const bench = await createRunBench({ lake, knex });
      const { store } = bench;
      const runId = await approvedRun(bench);
      expect(await store.listUnits(runId)).toHaveLength(6);
      const before = await lake.contentChecksum('silver.orders');
      const { snapshots } = (await lake.loadTable('silver.orders')).metadata;

      const options = { directory: join(root, 'shop'), database, runId };
      expect(await runChild({ ...options, kill })).toMatchObject({
        signal: 'SIGKILL',
      });
      // The lease of the dead process has run out.
      await knex('lakehouse_maintenance_runs')
        .whereNotNull('heartbeat_at')
        .update({ heartbeat_at: 0 });
      const second = await runChild(options);
      expect(second).toMatchObject({ code: 0, stderr: '' });

      const { run, verification, summary } = await store.get(runId);
      expect(run).toMatchObject({ state: 'done' });
      expect(run.reason).toBeUndefined();
      const units = await store.listUnits(runId);
      expect(units.map(unit => unit.state)).toEqual(Array(6).fill('done'));
      expect(summary.contentChanged).toBe(false);
      expect(verification).toMatchObject({
        content: [{ same: true }],
        refs: [
          { name: expect.any(String), readable: true },
          { name: expect.any(String), readable: true },
        ],
      });
      // The record is true: what it says was committed was, and nothing was done twice.
      const { metadata } = await lake.loadTable('silver.orders');
      const recorded = units.flatMap(unit => unit.outcome?.snapshotId ?? []);
      const made = metadata.snapshots
        .map(snapshot => snapshot.snapshotId)
        .filter(id => !snapshots.some(one => one.snapshotId === id));
      expect(made).toEqual(recorded);
      expect(made).toHaveLength(3);
      // The tagged one, the one that was current, and ours.
      expect(metadata.snapshots).toHaveLength(5);
      expect(metadata.properties).toMatchObject({
        'maintained.by': 'lakehouse portal',
      });
      expect(existsSync(orphan)).toBe(false);
      expect(await lake.contentChecksum('silver.orders')).toEqual(before);
      expect(await knex('lakehouse_maintenance_locks')).toEqual([]);
    });
  },
);
