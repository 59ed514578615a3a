import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PACKAGE = dirname(
  require.resolve('@lakehouse-portal/testbed/package.json'),
);

describe('An environment of Python', () => {
  let folder: string;
  let children: ChildProcess[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-python-'));
    // Nothing to download.
    writeFileSync(join(folder, 'requirements.txt'), '');
    writeFileSync(
      join(folder, 'make.ts'),
      `require(${JSON.stringify(join(__dirname, 'pythonEnvironment.ts'))})
        .pythonEnvironment('some', ${JSON.stringify(
          relative(PACKAGE, join(folder, 'requirements.txt')),
        )})
        .then(directory => console.log(directory));`,
    );
    children = [];
  });
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  function make(env: NodeJS.ProcessEnv = {}) {
    const child = spawn(
      process.execPath,
      [
        '--require',
        join(
          dirname(require.resolve('@backstage/cli/package.json')),
          'config/nodeTransform.cjs',
        ),
        join(folder, 'make.ts'),
      ],
      { env: { ...process.env, XDG_CACHE_HOME: folder, ...env } },
    );
    children.push(child);
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', chunk => (output.stdout += chunk));
    child.stderr.on('data', chunk => (output.stderr += chunk));
    return {
      child,
      ended: new Promise<{ code: number | null } & typeof output>(resolve =>
        child.once('close', code => resolve({ code, ...output })),
      ),
    };
  }

  const venv = () => {
    const some = join(folder, 'lakehouse-portal', 'some');
    const [name] = existsSync(some)
      ? readdirSync(some).filter(entry => !entry.endsWith('.lock'))
      : [];
    return name && join(some, name);
  };
  async function untilBegun(): Promise<void> {
    while (!venv() || !existsSync(join(venv()!, 'bin', 'python')))
      await sleep(20);
  }

  it('is made once when two processes with a cold cache ask for it at the same time: neither clears what the other makes', async () => {
    const first = make();
    await untilBegun();
    const [one, two] = await Promise.all([first.ended, make().ended]);
    expect(one).toMatchObject({ code: 0, stdout: `${venv()}\n` });
    expect(two).toMatchObject({ code: 0, stdout: one.stdout });
    expect(existsSync(join(venv()!, 'bin', 'pip'))).toBe(true);
  }, 300_000);

  /** What was started to make it, and by whom. */
  const makers = () =>
    execFileSync('ps', ['-eo', 'pid=,state=,args='], { encoding: 'utf8' })
      .split('\n')
      .filter(line => line.includes(folder) && !/^\s*\d+ Z/.test(line));

  it('bug: the Python of a process that is killed ends with it, and does not write into what the next one makes', async () => {
    const programs = join(folder, 'programs');
    mkdirSync(programs);
    // One that begins, and is never done.
    writeFileSync(
      join(programs, 'python3'),
      '#!/bin/sh\n[ "$1" = -c ] && exit 0\nmkdir -p "$4/bin"\n: > "$4/bin/python"\nsleep 600 & wait\n',
      { mode: 0o755 },
    );
    const first = make({ PATH: `${programs}:${process.env.PATH}` });
    await untilBegun();
    expect(makers().length).toBeGreaterThan(1);
    first.child.kill('SIGKILL');
    while (makers().length > 0) await sleep(20);
    expect(await make().ended).toMatchObject({ code: 0 });
    expect(existsSync(join(venv()!, 'bin', 'pip'))).toBe(true);
  }, 300_000);

  it('names Python as what is missing only where it is', async () => {
    const { code, stderr } = await make({ PATH: folder }).ended;
    expect(code).not.toBe(0);
    expect(stderr).toContain('needs Python 3.10 or newer');
  }, 300_000);
});
