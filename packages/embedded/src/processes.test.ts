import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  LocalFileIO,
  readManifest,
  readManifestList,
} from '@lakehouse-portal/table-metadata';
import Database from 'better-sqlite3';
import { EmbeddedLakehouse } from './EmbeddedLakehouse';
import { readRows } from './testing/readRows';
import { temporaryLakehouse } from './testing/temporaryLakehouse';

jest.setTimeout(600_000);

const TABLE = 'bronze.events';
const ROUNDS = 50;

/** Starts a process that appends; see testing/appendWorker.ts. */
function startWriter(
  directory: string,
  firstId: number,
  commits: number,
  durable = false,
): {
  child: ChildProcess;
  acknowledged: string[][];
  ready: Promise<void>;
  /** Lets it begin. */
  go: () => void;
  done: Promise<number | null>;
} {
  const child = spawn(
    process.execPath,
    [
      '--require',
      process.env.LAKEHOUSE_TRANSFORM ??
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, 'testing/appendWorker.ts'),
      directory,
      TABLE,
      String(firstId),
      String(commits),
      durable ? 'durable' : '',
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const acknowledged: string[][] = [];
  let errors = '';
  let rest = '';
  let becomeReady: () => void;
  let fail: (error: Error) => void;
  const ready = new Promise<void>((resolve, reject) => {
    becomeReady = resolve;
    fail = reject;
  });
  child.stdout?.on('data', data => {
    const lines = (rest + data).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === 'ready') becomeReady();
      else acknowledged.push(line.split(' '));
    }
  });
  child.stderr?.on('data', data => {
    errors += data;
  });
  const done = new Promise<number | null>(resolve => {
    child.on('close', code => {
      if (code !== 0 && code !== null) fail(new Error(errors));
      resolve(code);
    });
  });
  const go = () => child.stdin?.write('go\n');
  return { child, acknowledged, ready, go, done };
}

describe('several processes on one lakehouse', () => {
  let lake: EmbeddedLakehouse;
  let remove: () => Promise<void>;

  beforeEach(async () => {
    ({ lake, remove } = await temporaryLakehouse());
    await lake.createNamespace('bronze');
    await lake.createTable(TABLE, {
      columns: [{ name: 'id', type: 'long', required: true }],
    });
  });
  afterEach(() => remove());

  /** Keeps the catalog locked, as another writer does for a moment. */
  async function whileNoneMayCommit(work: () => Promise<void>): Promise<void> {
    const catalog = new Database(join(lake.directory, 'catalog.db'));
    try {
      catalog.exec('BEGIN IMMEDIATE');
      await work();
    } finally {
      catalog.close();
    }
  }

  /** Until so many have written what they want to commit after the creation of the table: then they can't all have their way. */
  async function untilTried(writers: number): Promise<void> {
    const { location } = (await lake.loadTable(TABLE)).metadata;
    const folder = join(fileURLToPath(location), 'metadata');
    const tried = () =>
      readdirSync(folder).filter(name => /^00001-.*\.json$/.test(name)).length;
    while (tried() < writers) await sleep(5);
  }

  it('two writers that commit 200 times at once lose none of it', async () => {
    const writers = [
      startWriter(lake.directory, 0, 100),
      startWriter(lake.directory, 1000, 100),
    ];
    for (const { ready } of writers) await ready;
    await whileNoneMayCommit(async () => {
      for (const { go } of writers) go();
      await untilTried(2);
    });
    expect(await Promise.all(writers.map(({ done }) => done))).toEqual([0, 0]);
    const acknowledged = writers.flatMap(writer => writer.acknowledged);
    expect(acknowledged).toHaveLength(200);

    const { metadata } = await lake.loadTable(TABLE);
    const byId = new Map(
      metadata.snapshots.map(snapshot => [snapshot.snapshotId, snapshot]),
    );
    const lineage: string[] = [];
    for (
      let id = metadata.currentSnapshotId;
      id !== undefined;
      id = byId.get(id)?.parentSnapshotId
    )
      lineage.push(id);
    expect(lineage).toHaveLength(200);
    expect([...lineage].sort()).toEqual(
      acknowledged.map(([snapshotId]) => snapshotId).sort(),
    );
    expect(lineage.map(id => Number(byId.get(id)?.sequenceNumber))).toEqual(
      Array.from({ length: 200 }, (_unused, index) => 200 - index),
    );
    expect((await readRows(lake, TABLE)).flat().map(Number)).toEqual([
      ...Array(100).keys(),
      ...[...Array(100).keys()].map(id => 1000 + id),
    ]);
    expect(byId.get(lineage[0])?.summary['total-records']).toBe('200');
    // They did come in each other's way, otherwise nothing was tested.
    expect(acknowledged.some(([, , attempts]) => Number(attempts) > 1)).toBe(
      true,
    );
  });

  it('a writer killed 50 times at random points leaves a table that reads, with every acknowledged commit', async () => {
    const acknowledged = new Set<string>();
    // The next ones get ready while one is at work.
    const waiting = [0, 1].map(round =>
      startWriter(lake.directory, round * 10_000, 0, round % 5 === 0),
    );
    for (let round = 0; round < ROUNDS; round++) {
      const writer = waiting.shift();
      if (!writer) throw new Error('no writer');
      const next = round + 2;
      if (next < ROUNDS)
        waiting.push(
          startWriter(lake.directory, next * 10_000, 0, next % 5 === 0),
        );
      await writer.ready;
      writer.go();
      while (writer.acknowledged.length === 0) await sleep(1);
      // Commits take some 10 to 20 ms; the delay spreads the kill over all parts of one.
      await sleep(Math.random() * 30);
      writer.child.kill('SIGKILL');
      await writer.done;
      for (const [, id] of writer.acknowledged) acknowledged.add(id);
      // A fresh process' view: nothing of it may come from the cache of this one.
      const fresh = await EmbeddedLakehouse.open({
        directory: lake.directory,
        durable: false,
      });
      try {
        const { metadata } = await fresh.loadTable(TABLE);
        expect(metadata.warnings).toEqual([]);
        const last = writer.acknowledged.at(-1)?.[0] ?? '';
        expect(
          metadata.snapshots.map(({ snapshotId }) => snapshotId),
        ).toContain(last);
        const ids = new Set((await readRows(fresh, TABLE)).flat());
        for (const id of acknowledged) expect(ids).toContain(id);
        // At most the commit that was under way when the process died is there without having been acknowledged.
        expect(ids.size - acknowledged.size).toBeLessThanOrEqual(round + 1);
        const io = await LocalFileIO.create({ roots: [fresh.directory] });
        const snapshot = metadata.snapshots.find(
          ({ snapshotId }) => snapshotId === metadata.currentSnapshotId,
        );
        if (!snapshot) throw new Error('no current snapshot');
        const manifests = await readManifestList(io, metadata, snapshot);
        const entries = (
          await Promise.all(
            manifests.map(manifest => readManifest(io, manifest, metadata)),
          )
        ).flat();
        expect(
          entries.filter(({ status }) => status !== 'deleted'),
        ).toHaveLength(ids.size);
      } finally {
        await fresh.close();
      }
    }
    // What the dead left behind is found and removed, and nothing else.
    const before = await readRows(lake, TABLE);
    await lake.removeOrphanFiles(TABLE, {
      olderThanMs: Date.now() + 60_000,
      allowYoung: true,
    });
    expect(await readRows(lake, TABLE)).toEqual(before);
    expect(
      (
        await lake.removeOrphanFiles(TABLE, {
          olderThanMs: Date.now() + 60_000,
          allowYoung: true,
        })
      ).orphans,
    ).toEqual([]);
  });
});
