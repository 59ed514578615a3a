import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportProgress } from '../../processes';
import type { SystemName } from '../connections';
import type { System, SystemContext } from '../System';
import { SYSTEMS } from '../systems';
import { Supervisor } from './Supervisor';

describe('Supervisor', () => {
  let directory: string;
  let log: string[];
  let failing: Set<SystemName>;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'lakehouse-supervisor-'));
    log = [];
    failing = new Set();
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** The real ones, with their needs, but nothing is started. */
  function supervisor(): Supervisor {
    const fakes = Object.fromEntries(
      Object.entries(SYSTEMS).map(([name, system]) => [
        name,
        { ...system, start: fakeStart(name as SystemName) },
      ]),
    );
    return new Supervisor(fakes as unknown as typeof SYSTEMS, directory);
  }

  function fakeStart(name: SystemName): System['start'] {
    return async (context: SystemContext) => {
      await Promise.resolve();
      reportProgress('fetching');
      if (failing.has(name)) throw new Error(`${name} is broken`);
      for (const need of SYSTEMS[name].needs) context.connection(need);
      log.push(`start ${name}`);
      return {
        connection: { url: `url of ${name}` } as never,
        stop: async () => void log.push(`stop ${name}`),
      };
    };
  }

  it('starts first what a system needs, each once, and stops in the opposite order', async () => {
    const testbed = supervisor();
    await Promise.all([
      testbed.start('rest'),
      testbed.start('s3'),
      testbed.start('nessie'),
      testbed.start('rest'),
    ]);
    expect([...log].sort()).toEqual([
      'start nessie',
      'start postgres',
      'start rest',
      'start s3',
    ]);
    expect(log.indexOf('start rest')).toBeGreaterThan(
      Math.max(log.indexOf('start s3'), log.indexOf('start postgres')),
    );
    log = [];
    await testbed.stop();
    expect([...log].sort()).toEqual([
      'stop nessie',
      'stop postgres',
      'stop rest',
      'stop s3',
    ]);
    expect(log.indexOf('stop rest')).toBeLessThan(
      Math.min(log.indexOf('stop s3'), log.indexOf('stop postgres')),
    );
    expect(testbed.isIdle).toBe(true);
  });

  it('stops with a system those that need it, and no others', async () => {
    const testbed = supervisor();
    for (const name of ['rest', 'trino'] as const) await testbed.start(name);
    expect(await testbed.stop(['postgres'])).toEqual(['rest', 'postgres']);
    expect(testbed.status().map(({ name }) => name)).toEqual(['s3', 'trino']);
  });

  it('leaves nothing of a system that does not start, and tries again when it is asked again', async () => {
    const testbed = supervisor();
    failing.add('s3');
    await expect(testbed.start('nessie')).rejects.toThrow('s3 is broken');
    expect(testbed.isIdle).toBe(true);
    expect(existsSync(join(directory, 's3'))).toBe(false);
    failing.clear();
    await testbed.start('nessie');
    expect(testbed.status()).toMatchObject([
      { name: 's3', connection: { url: 'url of s3' } },
      { name: 'nessie', connection: { url: 'url of nessie' } },
    ]);
  });

  it('tells of which system progress is', async () => {
    const lines: string[] = [];
    await supervisor().start('nessie', (name, line) =>
      lines.push(`${name}: ${line}`),
    );
    expect(lines).toEqual(['s3: fetching', 'nessie: fetching']);
  });

  it('stops the others when one can’t be stopped, and says so', async () => {
    const testbed = supervisor();
    await testbed.start('gcs');
    const broken = testbed.systems.azure;
    testbed.systems.azure = {
      ...broken,
      start: async context => ({
        ...(await broken.start(context)),
        stop: async () => {
          throw new Error('It does not end');
        },
      }),
    };
    await testbed.start('azure');
    await testbed.start('postgres');
    log = [];
    await expect(testbed.stop()).rejects.toThrow('It does not end');
    expect(log).toEqual(['stop gcs', 'stop postgres']);
    expect(testbed.isIdle).toBe(true);
  });
});
