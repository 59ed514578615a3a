import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processStartTime } from '../../processes';
import {
  claim,
  findSupervisor,
  isAlive,
  release,
  runtimeDirectory,
  type SupervisorState,
} from './SupervisorState';

describe('State of the supervisor', () => {
  let runtime: string;
  let sleeper: ChildProcess;

  beforeEach(() => {
    runtime = mkdtempSync(join(tmpdir(), 'lakehouse-state-'));
    sleeper = spawn('sleep', ['60'], { stdio: 'ignore' });
  });

  afterEach(() => {
    sleeper.kill('SIGKILL');
    rmSync(runtime, { recursive: true, force: true });
  });

  function stateOf(
    pid: number,
    startTime: string = processStartTime(pid)!,
  ): SupervisorState {
    const directory = join(runtime, `data-${pid}`);
    mkdirSync(directory, { recursive: true });
    return {
      ...{ pid, startTime, directory, log: '' },
      socket: join(runtime, `${pid}.sock`),
      startedAt: '2026-11-26T15:00:00Z',
    };
  }

  it('is found by others as long as its process lives', () => {
    const state = stateOf(sleeper.pid!);
    expect(claim(runtime, state)).toBe(true);
    expect(findSupervisor(runtime)).toEqual(state);
    release(runtime, state);
    expect(findSupervisor(runtime)).toBeUndefined();
  });

  it('does not let a second one take the place of a living one', () => {
    const state = stateOf(sleeper.pid!);
    claim(runtime, state);
    const other = stateOf(process.pid);
    expect(claim(runtime, other)).toBe(false);
    release(runtime, other);
    expect(findSupervisor(runtime)).toEqual(state);
  });

  it('takes a process that got the number of an earlier one for another one, and removes what the earlier one left', () => {
    const state = stateOf(sleeper.pid!, 'at another time');
    claim(runtime, state);
    expect(isAlive(state)).toBe(false);
    expect(findSupervisor(runtime)).toBeUndefined();
    expect(existsSync(state.directory)).toBe(false);
    expect(sleeper.exitCode ?? sleeper.signalCode).toBeNull();
    expect(claim(runtime, stateOf(process.pid))).toBe(true);
  });

  it('counts a process as gone that has ended, also before anybody waited for it', async () => {
    const state = stateOf(sleeper.pid!);
    const ended = new Promise(resolve => sleeper.once('exit', resolve));
    sleeper.kill('SIGKILL');
    await ended;
    expect(isAlive(state)).toBe(false);
  });

  it.each([
    '',
    'null',
    '{"pid":-1,"startTime":"1","socket":"s","directory":"d"}',
    '{"pid":0,"startTime":"1","socket":"s","directory":"d"}',
    '{"pid":"12","startTime":"1","socket":"s","directory":"d"}',
    '{"pid":12}',
  ])('is refused when it says %j, and nothing is removed or ended', text => {
    const file = join(runtime, 'state.json');
    writeFileSync(file, text);
    expect(() => findSupervisor(runtime)).toThrow(
      `${file} is not what a supervisor writes`,
    );
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('is kept where others can’t look', () => {
    const directory = runtimeDirectory({
      LAKEHOUSE_TESTBED_RUNTIME: join(runtime, 'new'),
    });
    claim(directory, stateOf(sleeper.pid!));
    const mode = (name: string) =>
      // eslint-disable-next-line no-bitwise -- the bits of a file's mode
      statSync(join(directory, name)).mode & 0o777;
    expect(mode('.')).toBe(0o700);
    expect(mode('state.json')).toBe(0o600);
  });
});
