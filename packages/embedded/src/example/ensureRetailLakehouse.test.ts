import { fork } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '../EmbeddedLakehouse';
import { createRetailTables } from './createRetailTables';
import type { RetailOptions } from './createRetailLakehouse';
import { ensureRetailLakehouse } from './ensureRetailLakehouse';
import { retailRecipes } from './retailRecipes';

const nowMs = Date.UTC(2026, 10, 24, 12);
const small = retailRecipes.filter(({ table }) =>
  ['products', 'campaign_results', 'revenue_daily'].includes(table),
);
const makeSmall = (options: RetailOptions) =>
  createRetailTables(options, small);

// Starts processes, or writes thousands of files: slow on a busy machine.
jest.setTimeout(120_000);

describe('ensureRetailLakehouse', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'retail-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  async function tables(folder: string): Promise<unknown[]> {
    const lakehouse = await EmbeddedLakehouse.open({
      directory: folder,
      name: 'retail',
    });
    try {
      const pointers = await lakehouse.listTables();
      const loaded = await Promise.all(
        pointers.map(({ namespace, name }) =>
          lakehouse.loadTable({ namespace, name }),
        ),
      );
      return loaded.map(({ identifier, metadata }) => [
        identifier.name,
        metadata.tableUuid,
        metadata.schemas,
        metadata.refs,
        metadata.snapshots.map(
          ({ snapshotId, timestampMs, operation, summary }) => [
            snapshotId,
            timestampMs,
            operation,
            summary['total-records'],
          ],
        ),
      ]);
    } finally {
      await lakehouse.close();
    }
  }

  it('makes the example once, the same one for the same moment', async () => {
    const [one, other] = [join(directory, 'one'), join(directory, 'other')];
    const both = [1, 2].map(() =>
      ensureRetailLakehouse({ directory: one, nowMs }, makeSmall),
    );
    expect(await Promise.all(both)).toEqual([
      { created: true },
      { created: false },
    ]);
    const first = await tables(one);
    expect(first).toHaveLength(small.length);
    expect(await ensureRetailLakehouse({ directory: one }, makeSmall)).toEqual({
      created: false,
    });
    expect(
      await ensureRetailLakehouse({ directory: other, nowMs }, makeSmall),
    ).toEqual({ created: true });
    expect(await tables(other)).toEqual(first);
  });

  it('begins anew after a failure or a kill in the middle', async () => {
    const failing = async (options: RetailOptions) => {
      await makeSmall(options);
      throw new Error('disk full');
    };
    await expect(
      ensureRetailLakehouse({ directory, nowMs }, failing),
    ).rejects.toThrow('disk full');
    await killWhileCreating(directory);
    expect(existsSync(join(directory, 'warehouse'))).toBe(true);
    expect(
      await ensureRetailLakehouse({ directory, nowMs }, makeSmall),
    ).toEqual({ created: true });
    expect(await tables(directory)).toHaveLength(small.length);
    expect(
      readdirSync(directory).filter(name => name.includes('creating')),
    ).toEqual([]);
  });

  it('leaves a folder alone that holds something else', async () => {
    writeFileSync(join(directory, 'thesis.docx'), 'years of work');
    await expect(
      ensureRetailLakehouse({ directory }, makeSmall),
    ).rejects.toMatchObject({ name: 'RetailError' });
    expect(readdirSync(directory)).toEqual(['thesis.docx']);
  });

  /** Starts another process on the folder and kills it when its first table is there. */
  async function killWhileCreating(folder: string): Promise<void> {
    const script = `${folder}.js`;
    writeFileSync(
      script,
      `require(${JSON.stringify(
        join(__dirname, 'ensureRetailLakehouse.ts'),
      )}).ensureRetailLakehouse({
         directory: ${JSON.stringify(
           folder,
         )}, nowMs: ${nowMs}, onProgress: () => process.send({ progress: true }) })`,
    );
    const loader =
      process.env.LAKEHOUSE_TRANSFORM ??
      createRequire(__filename).resolve(
        '@backstage/cli/config/nodeTransform.cjs',
      );
    const child = fork(script, [], {
      execArgv: ['--require', loader],
      silent: true,
    });
    await new Promise<void>((resolve, reject) => {
      child.on(
        'message',
        message =>
          Object.hasOwn(message as object, 'progress') && child.kill('SIGKILL'),
      );
      child.on('exit', (code, signal) =>
        signal === 'SIGKILL'
          ? resolve()
          : reject(new Error(`It ended by itself: ${code}`)),
      );
    });
    rmSync(script);
  }
});
