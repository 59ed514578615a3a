import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import {
  polarisDirectory,
  processStartTime,
  runSparkSql,
  TrinoStatements,
  unityDirectory,
} from '../src';
import { SupervisorClient } from '../src/systems/supervisor/SupervisorClient';
import {
  beyondLoopback,
  listeningAddresses,
  processTree,
} from './listeningAddresses';

/** Those that no other test here starts, as far as they are no Kubernetes, which takes a build of a quarter of an hour. */
const OTHERS = [
  ...['rest', 'nessie', 'glue', 'azure', 'gcs', 'mariadb'],
  ...['trino-next', 'minio', 'seaweedfs'],
  ...(existsSync(unityDirectory()) ? ['unity'] : []),
  ...(existsSync(polarisDirectory()) ? ['polaris'] : []),
];

const RUN = join(__dirname, '../../../scripts/run.js');

describe('npm run systems', () => {
  let runtime: string;
  let env: NodeJS.ProcessEnv;

  beforeAll(() => {
    runtime = mkdtempSync(join(tmpdir(), 'lakehouse-systems-test-'));
    env = { ...process.env, LAKEHOUSE_TESTBED_RUNTIME: runtime };
  });

  afterAll(async () => {
    await run('down');
    rmSync(runtime, { recursive: true, force: true });
  }, 600_000);

  async function run(
    ...args: string[]
  ): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const child = spawn(process.execPath, [RUN, 'systems', ...args], { env });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', chunk => (stdout += chunk));
    child.stderr.on('data', chunk => (stderr += chunk));
    const code = await new Promise<number | null>(resolve =>
      child.once('close', resolve),
    );
    return { code, stdout, stderr };
  }

  /** Processes that live and have the folder of our systems in their arguments, or that the supervisor started. */
  function processesOf(directory: string): string[] {
    return execFileSync('ps', ['-eo', 'pid=,state=,args='], {
      encoding: 'utf8',
    })
      .split('\n')
      .filter(line => line.includes(directory) && !/^\s*\d+ Z/.test(line));
  }

  async function untilNoneOf(directory: string): Promise<void> {
    while (processesOf(directory).length > 0) await sleep(50);
  }

  /** That they listen at all, and nowhere but on the loopback interface. */
  function expectOnlyLoopback(atLeast: number): void {
    const { pid } = SupervisorClient.find(runtime)!.state;
    const addresses = listeningAddresses([pid]);
    expect(addresses.length).toBeGreaterThanOrEqual(atLeast);
    expect(beyondLoopback(addresses)).toEqual([]);
  }

  /** `down`, and that no process that was started is there afterwards, whatever it is called and whose child it became. */
  async function expectDownLeavesNothing(atLeast: number): Promise<void> {
    const { directory, pid } = SupervisorClient.find(runtime)!.state;
    const started = processTree([pid]).map(
      one => [one, processStartTime(one)] as const,
    );
    expect(started.length).toBeGreaterThan(atLeast);
    expect((await run('down')).stdout).toContain('Stopped: ');
    const isThere = () =>
      started.filter(
        ([one, time]) => time !== undefined && processStartTime(one) === time,
      );
    while (isThere().length > 0) await sleep(50);
    await untilNoneOf(directory);
    expect(existsSync(directory)).toBe(false);
  }

  it('starts systems that answer, shows them, starts none twice, and stops them without leaving a process or a file', async () => {
    const up = await run('up', 'postgres', 's3', '--json');
    expect(up).toMatchObject({ code: 0 });
    const { systems } = JSON.parse(up.stdout);
    const [{ url }, { endpoint }] = ['postgres', 's3'].map(
      name =>
        systems.find((system: { name: string }) => system.name === name)
          .connection,
    );
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.end();
    expect((await fetch(`${endpoint}/healthz`)).ok).toBe(true);

    expectOnlyLoopback(2);
    expect((await run('status')).stdout).toContain(url);
    const again = await run('up', 'postgres', '--json');
    expect(
      JSON.parse(again.stdout).systems.map(
        (system: { connection: unknown }) => system.connection,
      ),
    ).toEqual(
      systems.map((system: { connection: unknown }) => system.connection),
    );

    const { directory } = SupervisorClient.find(runtime)!.state;
    expect(processesOf(directory).length).toBeGreaterThan(0);
    await expectDownLeavesNothing(2);
    expect((await run('status')).stdout).toBe('Nothing runs.\n');
    expect((await run('down')).stdout).toBe('Nothing of that was running.\n');
  }, 600_000);

  it('gives Trino and Spark a catalog for each catalog that runs, also for one that came later: what one wrote, the other reads', async () => {
    expect(await run('up', 'trino', 'spark', 's3')).toMatchObject({ code: 0 });
    const up = await run('up', 'hms', 'hms-3', '--json');
    expect(up).toMatchObject({ code: 0 });
    const { systems, catalogs } = JSON.parse(up.stdout);
    expect(catalogs).toEqual({
      trino: expect.arrayContaining(['files', 'tpch', 'jdbc', 'hms', 'hms3']),
      spark: ['files', 'jdbc', 'hms'],
    });
    const connectionOf = (wanted: string) =>
      systems.find(({ name }: { name: string }) => name === wanted).connection;
    const trino = new TrinoStatements(connectionOf('trino').url);
    const { remote } = connectionOf('spark');
    expect(
      await runSparkSql(remote, {
        alone: [
          'CREATE TABLE files.shop.t USING iceberg AS SELECT 1 AS id',
          'SELECT id FROM files.shop.t',
        ],
      }),
    ).toEqual({ alone: { rows: [['1']] } });
    await trino.query('CREATE SCHEMA hms3.shop');
    await trino.query('CREATE TABLE hms3.shop.t AS SELECT 1 AS id');
    expect(await trino.query('SELECT id FROM hms3.shop.t')).toEqual([[1]]);
    for (const catalog of ['jdbc', 'hms']) {
      await trino.query(`CREATE SCHEMA ${catalog}.shop`);
      await trino.query(`CREATE TABLE ${catalog}.shop.t AS SELECT 1 AS id`);
      expect(
        await runSparkSql(remote, {
          written: [
            `INSERT INTO ${catalog}.shop.t VALUES (2)`,
            `SELECT id FROM ${catalog}.shop.t ORDER BY id`,
          ],
        }),
      ).toEqual({ written: { rows: [['1'], ['2']] } });
      expect(
        await trino.query(`SELECT count(*) FROM ${catalog}.shop.t`),
      ).toEqual([[2]]);
    }
    expectOnlyLoopback(6);
    await expectDownLeavesNothing(6);
  }, 900_000);

  it('has nothing listen beyond the loopback interface and leaves no process, whatever it starts', async () => {
    const { code, stderr } = await run('up', ...OTHERS);
    // Where one does not start, its reason.
    expect(code === 0 ? '' : stderr).toBe('');
    expectOnlyLoopback(OTHERS.length);
    await expectDownLeavesNothing(OTHERS.length);
  }, 1_800_000);

  it('ends all systems when their supervisor is killed, and starts anew afterwards', async () => {
    expect(await run('up', 'postgres', 's3')).toMatchObject({ code: 0 });
    const { state } = SupervisorClient.find(runtime)!;
    expect(processesOf(state.directory).length).toBeGreaterThan(0);
    process.kill(state.pid, 'SIGKILL');
    await untilNoneOf(state.directory);
    expect((await run('status')).stdout).toBe('Nothing runs.\n');
    expect(existsSync(state.directory)).toBe(false);
    expect(await run('up', 'postgres')).toMatchObject({ code: 0 });
    expect(await run('down')).toMatchObject({ code: 0 });
  }, 600_000);

  it('says what is missing on the machine and how to get it, with exit code 1, and leaves nothing', async () => {
    const noGo = { ...env, PATH: join(runtime, 'empty') };
    const before = env;
    env = { ...noGo, XDG_CACHE_HOME: join(runtime, 'cache') };
    try {
      const { code, stderr } = await runMain('up', 's3');
      expect(code).toBe(1);
      expect(stderr).toContain(
        's3 needs something that is not on this machine',
      );
      expect(stderr).toContain('https://go.dev/dl');
      expect(stderr).toContain('Nothing runs.');
    } finally {
      env = before;
    }
    expect(existsSync(join(runtime, 'state.json'))).toBe(false);
  });

  it('takes back what it began when it is interrupted', async () => {
    const child = spawn(
      process.execPath,
      [RUN, 'systems', 'up', 'postgres', 'trino'],
      { env, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    await new Promise<void>((resolve, reject) => {
      child.stderr!.on('data', chunk => {
        said += chunk;
        if (said.includes('postgres: ready')) resolve();
      });
      child.once('close', () => reject(new Error(said)));
    });
    const { state } = SupervisorClient.find(runtime)!;
    expect(processesOf(state.directory).length).toBeGreaterThan(0);
    child.kill('SIGINT');
    await untilNoneOf(state.directory);
    expect((await run('status')).stdout).toBe('Nothing runs.\n');
  }, 600_000);

  /** Without the bootstrap, which needs npm. */
  async function runMain(
    ...args: string[]
  ): Promise<{ code: number | null; stderr: string }> {
    const child = spawn(
      process.execPath,
      [
        '--require',
        join(
          __dirname,
          '../../../node_modules/@backstage/cli/config/nodeTransform.cjs',
        ),
        join(__dirname, '../src/systems/command/systemsMain.ts'),
        ...args,
      ],
      { env },
    );
    let stderr = '';
    child.stderr.on('data', chunk => (stderr += chunk));
    const code = await new Promise<number | null>(resolve =>
      child.once('close', resolve),
    );
    return { code, stderr };
  }
});
