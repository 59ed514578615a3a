import { spawn } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStartTime } from './processStartTime';
import { ServerProcess } from './ServerProcess';

const isReady = async () => true;

async function untilGone(pid: number): Promise<void> {
  while (processStartTime(pid) !== undefined) await sleep(20);
}

describe('A server of the testbed', () => {
  let logs: string;
  const before = process.env.LAKEHOUSE_TESTBED_LOGS;

  beforeEach(() => {
    logs = mkdtempSync(join(tmpdir(), 'lakehouse-logs-'));
    process.env.LAKEHOUSE_TESTBED_LOGS = logs;
  });

  afterEach(() => {
    if (before === undefined) delete process.env.LAKEHOUSE_TESTBED_LOGS;
    else process.env.LAKEHOUSE_TESTBED_LOGS = before;
    rmSync(logs, { recursive: true, force: true });
  });

  /** Of the one server that a test has started. */
  const logOfOnly = () =>
    readFileSync(join(logs, readdirSync(logs)[0]), 'utf8');

  it('that ends at once is reported with its exit code, the end of its log, and the place of the log', async () => {
    const error = await ServerProcess.start({
      name: 'failing',
      command: 'sh',
      args: ['-c', 'echo the port is taken >&2; exit 3'],
      isReady: async () => false,
    }).then(
      () => undefined,
      reason => reason as Error,
    );
    expect(error?.message).toContain('it exited with 3');
    expect(error?.message).toContain('the port is taken');
    const [file] = error!.message.match(/\/\S+\.log/)!;
    expect(readFileSync(file, 'utf8')).toBe('the port is taken\n');
  });

  it('that is not there is reported with what could not be run', async () => {
    await expect(
      ServerProcess.start({
        name: 'absent',
        command: join(logs, 'no-such-program'),
        args: [],
        isReady,
      }),
    ).rejects.toThrow(/could not be run \(.*ENOENT/);
  });

  it('that is never ready is ended, with the reason why it was not', async () => {
    let pid = 0;
    await expect(
      ServerProcess.start({
        name: 'slow',
        command: 'sh',
        args: ['-c', 'echo $$; exec sleep 60'],
        isReady: async () => {
          // However long its start takes: what is ended is told by its log.
          while (!logOfOnly().endsWith('\n')) await sleep(20);
          throw new Error('connection refused');
        },
        timeoutMs: 300,
      }).catch(error => {
        pid = Number(/^(\d+)$/m.exec(error.message)?.[1]);
        throw error;
      }),
    ).rejects.toThrow(/not ready after 300 ms \(Error: connection refused\)/);
    expect(pid).toBeGreaterThan(0);
    expect(processStartTime(pid)).toBeUndefined();
  });

  it('is stopped with all that it started, also when it does not listen to a request to end', async () => {
    const server = await ServerProcess.start({
      name: 'stubborn',
      command: 'sh',
      args: [
        '-c',
        "trap '' TERM; sleep 61 & echo $!; while :; do sleep 1; done",
      ],
      isReady: async () => logOfOnly().endsWith('\n'),
      graceMs: 200,
    });
    const child = Number(readFileSync(server.logFile, 'utf8').trim());
    expect(processStartTime(child)).toBeDefined();
    await server.stop();
    await untilGone(child);
    expect(server.hasEnded).toBe(true);
  });

  it('ends with whoever started it, also when that one is killed', async () => {
    const program = join(logs, 'starter.ts');
    writeFileSync(
      program,
      `const { ServerProcess } = require(${JSON.stringify(
        join(__dirname, 'ServerProcess.ts'),
      )});
      ServerProcess.start({ name: 'x', command: 'sh', args: ['-c', 'sleep 62 & wait'], isReady: async () => true })
        .then(server => console.log(server.pid));`,
    );
    const starter = spawn(
      process.execPath,
      [
        '--require',
        join(
          dirname(require.resolve('@backstage/cli/package.json')),
          'config/nodeTransform.cjs',
        ),
        program,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const pid = await new Promise<number>(resolve =>
      starter.stdout.once('data', chunk => resolve(Number(chunk))),
    );
    expect(processStartTime(pid)).toBeDefined();
    starter.kill('SIGKILL');
    await untilGone(pid);
  });
});
