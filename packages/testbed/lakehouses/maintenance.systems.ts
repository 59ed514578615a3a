import { mkdir, mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { TrinoExecutor } from '@lakehouse-portal/executors';
import {
  findAttempt,
  planMaintenance,
  type RewriteDataFilesUnit,
} from '@lakehouse-portal/maintenance';
import { LocalFolders } from '@lakehouse-portal/storage';
import { resolvePolicy } from '@lakehouse-portal/table-health';
import {
  LocalFileIO,
  readFileStatistics,
  readTableMetadata,
} from '@lakehouse-portal/table-metadata';
import {
  QueryGate,
  readTrinoTable,
  TrinoClient,
} from '@lakehouse-portal/trino';
import { TrinoServer, type TrinoVersion } from '../src';

const DAY_MS = 24 * 60 * 60 * 1000;
const MB = 1024 * 1024;

/** One release after the other: a box for tests has no memory for two. */
const VERSIONS: Array<[TrinoVersion]> =
  process.env.LAKEHOUSE_TRINO === undefined
    ? [['476'], ['483']]
    : [[process.env.LAKEHOUSE_TRINO as TrinoVersion]];

describe.each(VERSIONS)('maintenance by a real Trino %s', version => {
  let directory: string;
  let server: TrinoServer;
  let client: TrinoClient;
  let executor: TrinoExecutor;
  const orders = { namespace: 'shop', name: 'orders' };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lakehouse-maintenance-'));
    await mkdir(join(directory, 'metastore'));
    server = await TrinoServer.start(
      {
        lake: {
          'connector.name': 'iceberg',
          'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
          'fs.native-local.enabled': 'true',
          'local.location': '/',
          'hive.metastore.catalog.dir': `local://${directory}/metastore`,
          // Without it Trino gives each table a folder with an id that a test would have to look up.
          'iceberg.unique-table-location': 'false',
        },
        tpch: { 'connector.name': 'tpch' },
      },
      { version },
    );
    client = TrinoClient.create({ server: server.url, user: 'portal' });
    const options = { client, catalog: 'lake', expiryMarginMs: 2_000 };
    // The testbed puts 483 together from jars: it calls itself "testversion".
    executor =
      version === '476'
        ? await TrinoExecutor.connect(options)
        : TrinoExecutor.create({ ...options, version });
    await client.query('CREATE SCHEMA lake.shop');
  }, 900_000);

  afterAll(async () => {
    client?.close();
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function create(name: string, partitioning: string): Promise<void> {
    const location = `${pathToFileURL(directory).href}/tables/${name}`;
    await client.query(
      `CREATE TABLE lake.shop.${name} WITH (partitioning = ARRAY[${partitioning}], location = '${location}') AS SELECT *, CAST(orderdate AS timestamp(6)) AS at FROM tpch.tiny.orders WHERE orderdate < DATE '1992-04-01' AND orderkey % 4 = 0`,
    );
    for (const rest of [1, 2, 3]) {
      await client.query(
        `INSERT INTO lake.shop.${name} SELECT *, CAST(orderdate AS timestamp(6)) FROM tpch.tiny.orders WHERE orderdate < DATE '1992-04-01' AND orderkey % 4 = ${rest}`,
      );
    }
  }

  async function read(name: string) {
    const reading = await readTrinoTable(new QueryGate(client, 2), {
      catalog: 'lake',
      schema: 'shop',
      table: name,
    });
    if (!reading || reading === 'unchanged') {
      throw new Error(`No reading of ${name}`);
    }
    const io = await LocalFileIO.create({ roots: [directory] });
    const metadata = await readTableMetadata(io, reading.version);
    return { metadata, files: await readFileStatistics(io, metadata) };
  }

  const store = {
    open: async () => ({
      metadata: (await read('orders')).metadata,
      fileIO: await LocalFolders.create([directory]),
    }),
  };

  function compaction(
    partition?: RewriteDataFilesUnit['partition'],
  ): RewriteDataFilesUnit {
    return {
      operation: 'rewrite-data-files',
      partition,
      targetFileSizeBytes: 128 * MB,
      minFileSizeBytes: 96 * MB,
      rewriteAll: false,
      predicted: {
        filesBefore: 0,
        filesAfter: 0,
        rewrittenBytes: '0',
        deleteFilesBefore: 0,
        deleteFilesAfter: 0,
      },
    };
  }

  it('compacts to the target size that the same plan sets before, as many files as it says', async () => {
    const name = 'sized';
    const location = `${pathToFileURL(directory).href}/tables/${name}`;
    const settable = executor.capabilities['set-properties'].properties;
    const key = 'write.target-file-size-bytes';
    if (version === '476') {
      // It has no table property for it, and is told the size with each statement.
      expect(settable).not.toContain(key);
      return;
    }
    expect(settable).toContain(key);
    await client.query(
      `CREATE TABLE lake.shop.${name} WITH (target_max_file_size = '1MB', location = '${location}') AS SELECT * FROM tpch.sf1.customer WHERE custkey <= 75000`,
    );
    await client.query(
      `INSERT INTO lake.shop.${name} SELECT * FROM tpch.sf1.customer WHERE custkey > 75000`,
    );
    const planned = async () => {
      const { metadata, files } = await read(name);
      return planMaintenance({
        ...{ metadata, files, policy: resolvePolicy({ metadata }) },
        nowMs: Date.now(),
        engine: { name: executor.engine, capabilities: executor.capabilities },
        operations: ['set-properties', 'rewrite-data-files'],
        evenIfLittle: true,
      });
    };
    const before = await read(name);
    expect(before.metadata.properties[key]).toBe(String(MB));
    const plan = await planned();
    const [settings, compacting] = plan.steps;
    expect(settings.units).toMatchObject([
      { properties: { [key]: String(128 * MB) } },
    ]);
    expect(compacting.needs).toEqual([settings.id]);
    const { after: promised } = compacting.benefit.dataFiles!;
    // By the former size, they would be many.
    expect(Number(before.files.dataBytes) / MB).toBeGreaterThan(4 * promised);
    const table = { namespace: 'shop', name };
    for (const unit of plan.steps.flatMap(({ units }) => units)) {
      await executor.run(table, unit);
    }
    const after = await read(name);
    // Several writers share a few megabytes: one file more.
    expect(after.files.dataFiles).toBeLessThanOrEqual(promised * 1.2 + 1);
    expect(after.files.dataRecords).toBe(before.files.dataRecords);
    expect(
      (await planned()).steps.map(({ operation }) => operation),
    ).not.toContain('set-properties');
  }, 240_000);

  it('is known by its version', () => {
    expect(executor.engine).toBe(`Trino ${version}`);
    expect(executor.capabilities['rewrite-manifests'].supported).toBe(true);
  });

  it.each([
    ['orderdate', 'date', "'month(orderdate)'", 'month', '1992-02'],
    ['orderdate', 'date', "'day(orderdate)'", 'day', '1992-02-03'],
    ['at', 'timestamp', "'year(at)'", 'year', '1992'],
    ['orderstatus', 'varchar', "'orderstatus'", 'identity', 'F'],
    ['custkey', 'bigint', "'custkey'", 'identity', undefined],
  ])(
    'compacts one partition by %s (%s, %s), and only that one',
    async (column, _type, partitioning, transform, value) => {
      const name = `by_${transform}_${column}`;
      const table = { namespace: 'shop', name };
      await create(name, partitioning);
      const before = await read(name);
      // Where no value is given, one with several files: which those are is in tpch's hands.
      const target = before.files.partitionStatistics.find(one =>
        value === undefined
          ? one.dataFiles > 1
          : one.partition.endsWith(`=${value}`),
      )!;
      expect(target.dataFiles).toBeGreaterThan(1);
      const label = target.partition;
      const progress: string[] = [];
      const key = `run-${name}/0/1`;
      const outcome = await executor.run(
        table,
        compaction({
          specId: target.specId,
          label,
          fields: [
            {
              name: column,
              sourceColumn: column,
              transform,
              value: label.slice(label.indexOf('=') + 1),
            },
          ],
        }),
        {
          key,
          onProgress: ({ queryId }) => void (queryId && progress.push(queryId)),
        },
      );
      const after = await read(name);
      const changed = after.files.partitionStatistics.filter(
        one =>
          one.dataFiles !==
          before.files.partitionStatistics.find(
            other => other.partition === one.partition,
          )?.dataFiles,
      );
      expect(changed.map(({ partition }) => partition)).toEqual([label]);
      expect(changed[0].dataFiles).toBe(1);
      expect(changed[0].dataRecords).toBe(target.dataRecords);
      // By Trino's own mark, which a crash doesn't take away.
      const settled = await executor.settle(table, key);
      expect(settled).toEqual({ queryIds: [progress[0]], stopped: false });
      expect(
        findAttempt(
          compaction(),
          { key, at: '', queryIds: settled.queryIds },
          after.metadata,
        ),
      ).toMatchObject({
        kind: 'done',
        outcome: {
          snapshotId: after.metadata.currentSnapshotId,
          removedDataFiles: target.dataFiles,
          addedDataFiles: 1,
        },
      });
      if (version !== '476') {
        expect(outcome.removedDataFiles).toBe(target.dataFiles);
      }
      const { currentSnapshotId } = before.metadata;
      expect(await executor.checksum(table)).toEqual(
        await executor.checksum(table, { snapshotId: currentSnapshotId }),
      );
    },
    180_000,
  );

  it('does all operations to one table, and its rows stay the same', async () => {
    await create('orders', "'month(orderdate)'");
    // What stays must be younger than what goes by more than the margin.
    await sleep(3_000);
    await client.query(`DELETE FROM lake.shop.orders WHERE orderkey % 10 = 3`);
    const before = await read('orders');
    expect(before.files.positionDeleteFiles).toBeGreaterThan(0);
    const checksum = await executor.checksum(orders);
    expect(checksum.rows).toBe(
      String(before.files.dataRecords - before.files.positionDeleteRecords),
    );

    await executor.run(orders, compaction());
    const compacted = await read('orders');
    expect(compacted.files.positionDeleteFiles).toBe(0);
    expect(compacted.files.dataFiles).toBe(compacted.files.partitions);
    expect(await executor.checksum(orders)).toEqual(checksum);

    const merged = await executor.run(
      orders,
      {
        operation: 'rewrite-manifests',
        targetSizeBytes: 8 * MB,
        predicted: { manifestsBefore: 2, manifestsAfter: 1 },
      },
      { store },
    );
    // Trino names no query in it; a run is verified and rolled back by it.
    expect(merged.snapshotId).toBe(
      (await read('orders')).metadata.currentSnapshotId,
    );
    expect(await executor.checksum(orders)).toEqual(checksum);

    await client.query('ANALYZE lake.shop.orders');
    const analyzed = (await read('orders')).metadata;
    const ofCurrent = ({ snapshotId }: { snapshotId: string }) =>
      snapshotId === analyzed.currentSnapshotId;
    expect(analyzed.statisticsFiles.filter(ofCurrent)).toHaveLength(1);
    await executor.run(orders, { operation: 'drop-extended-stats', files: [] });
    expect(
      (await read('orders')).metadata.statisticsFiles.filter(ofCurrent),
    ).toEqual([]);

    const { snapshots, currentSnapshotId } = (await read('orders')).metadata;
    const young = snapshots.filter(one => one.snapshotId !== currentSnapshotId);
    young.sort((a, b) => a.timestampMs - b.timestampMs);
    const approved = young.slice(0, 4).map(one => one.snapshotId);
    const outcome = await executor.run(orders, {
      operation: 'expire-snapshots',
      olderThanMs: Date.now(),
      retainLast: 1,
      snapshotIds: approved,
    });
    const left = (await read('orders')).metadata.snapshots.map(
      one => one.snapshotId,
    );
    expect(snapshots.filter(one => !left.includes(one.snapshotId))).toEqual(
      snapshots.filter(one => approved.includes(one.snapshotId)),
    );
    expect(outcome.expiredSnapshots).toBe(4);
    expect(await executor.checksum(orders)).toEqual(checksum);

    const { location } = (await read('orders')).metadata;
    const folder = location.startsWith('file:')
      ? fileURLToPath(location)
      : location;
    const old = join(folder, 'data', 'old.parquet');
    const fresh = join(folder, 'data', 'fresh.parquet');
    for (const file of [old, fresh]) {
      await writeFile(file, 'nobody refers to it');
    }
    const longAgo = new Date(Date.now() - 30 * DAY_MS);
    await utimes(old, longAgo, longAgo);
    const remove = async (
      file: string,
      olderThanMs: number,
      allowYoung: boolean = false,
    ) =>
      executor.run(
        orders,
        {
          operation: 'remove-orphan-files',
          olderThanMs,
          files: [{ location: `${location}/data/${file}`, sizeBytes: '1' }],
          ...(allowYoung && { allowYoung }),
        },
        { store },
      );
    expect(await remove('old.parquet', Date.now() - 8 * DAY_MS)).toMatchObject({
      deletedFiles: 1,
      warnings: [],
    });
    await expect(stat(old)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(stat(fresh)).resolves.toBeDefined();
    // What is younger than seven days Trino refuses by itself, but where that was allowed.
    const sixDaysAgo = new Date(Date.now() - 6 * DAY_MS);
    await utimes(fresh, sixDaysAgo, sixDaysAgo);
    await expect(
      remove('fresh.parquet', Date.now() - 5 * DAY_MS),
    ).rejects.toMatchObject({ name: 'ExecutorError', nothingChanged: true });
    await remove('fresh.parquet', Date.now() - 5 * DAY_MS, true);
    await expect(stat(fresh)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await executor.checksum(orders)).toEqual(checksum);
  }, 300_000);

  it('sets properties that it has a name for', async () => {
    await executor.run(orders, {
      operation: 'set-properties',
      properties: { 'commit.retry.num-retries': '7' },
    });
    expect((await read('orders')).metadata.properties).toMatchObject({
      'commit.retry.num-retries': '7',
    });
    const cleanup = {
      'write.metadata.delete-after-commit.enabled': 'true',
      'write.metadata.previous-versions-max': '20',
    };
    const set = executor.run(orders, {
      operation: 'set-properties',
      properties: cleanup,
    });
    if (version === '476') {
      await expect(set).rejects.toMatchObject({
        name: 'UnsupportedUnitError',
      });
    } else {
      await set;
      expect((await read('orders')).metadata.properties).toMatchObject(cleanup);
    }
  }, 60_000);

  it('goes back to a snapshot, and its checksum tells one changed value and two that changed places', async () => {
    await client.query(
      `CREATE TABLE lake.shop.pairs WITH (location = '${
        pathToFileURL(directory).href
      }/tables/pairs') AS SELECT * FROM (VALUES (1, 'a'), (2, 'b'), (3, CAST(NULL AS varchar))) t(k, v)`,
    );
    const pairs = { namespace: 'shop', name: 'pairs' };
    const seen = new Set([(await executor.checksum(pairs)).checksum]);
    const first = (await read('pairs')).metadata.currentSnapshotId!;
    for (const change of [
      `UPDATE lake.shop.pairs SET v = 'z' WHERE k = 1`,
      `UPDATE lake.shop.pairs SET v = 'a' WHERE k = 1`,
      `UPDATE lake.shop.pairs SET v = CASE k WHEN 1 THEN 'b' WHEN 2 THEN 'a' END`,
    ]) {
      await client.query(change);
      seen.add((await executor.checksum(pairs)).checksum);
    }
    // As it was, then changed, then as it was again, then with two values in each other's place.
    expect(seen.size).toBe(3);
    await executor.rollback(pairs, first);
    expect((await read('pairs')).metadata.currentSnapshotId).toBe(first);
  }, 120_000);

  it('ends the query on the server when it is aborted, and finds one that its client left', async () => {
    await client.query(
      `CREATE TABLE lake.shop.large WITH (partitioning = ARRAY['bucket(custkey, 8)']) AS SELECT * FROM tpch.sf1.orders`,
    );
    const large = { namespace: 'shop', name: 'large' };
    const before = await executor.checksum(large);
    /** What became of the query of an attempt that is aborted as soon as it is seen running. */
    const abort = async (key: string) => {
      const stop = new AbortController();
      const running = executor.run(
        large,
        { ...compaction(), rewriteAll: true },
        {
          key,
          signal: stop.signal,
          onProgress: ({ activity }) => {
            if (activity === 'running') {
              stop.abort(new Error('Enough'));
            }
          },
        },
      );
      await expect(running).rejects.toThrow('Enough');
      const settled = await executor.settle(large, key);
      expect(settled.queryIds).toHaveLength(1);
      const { rows } = await client.query(
        `SELECT state, error_code FROM system.runtime.queries WHERE query_id = '${settled.queryIds[0]}'`,
      );
      return rows[0];
    };
    // On a fast machine a query may be over before the abort has reached the server: not five times.
    const ends: unknown[] = [];
    for (let attempt = 1; attempt <= 5; attempt++) {
      ends.push(await abort(`run-large/0/${attempt}`));
      if ((ends.at(-1) as unknown[])[0] === 'FAILED') {
        break;
      }
    }
    expect(ends.at(-1)).toEqual(['FAILED', 'USER_CANCELED']);
    expect(await executor.checksum(large)).toEqual(before);

    // As a portal does that is killed: it sends the statement and asks for nothing more.
    await fetch(`${server.url}/v1/statement`, {
      method: 'POST',
      headers: {
        'X-Trino-User': 'portal',
        'X-Trino-Source': 'lakehouse-maintenance/run-large/1/1',
      },
      body: `SELECT count(*) FROM tpch.sf100.lineitem l1, tpch.sf1.lineitem l2 WHERE l1.comment = l2.comment`,
    }).then(async response => {
      const { nextUri } = (await response.json()) as { nextUri: string };
      await fetch(nextUri);
    });
    expect(await executor.settle(large, 'run-large/1/1')).toMatchObject({
      stopped: true,
      queryIds: [expect.any(String)],
    });
  }, 300_000);
});
