import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareOnce } from './prepareOnce';

describe('prepareOnce', () => {
  let cache: string;

  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'lakehouse-prepare-'));
  });
  afterEach(() => rmSync(cache, { recursive: true, force: true }));

  it('does not mix two preparations of one folder in the same process: the second waits for the first, and does nothing', async () => {
    const directory = join(cache, 'made', 'version');
    const prepared: string[] = [];
    const prepare = async (name: string) =>
      prepareOnce(directory, async temporary => {
        prepared.push(name);
        await writeFile(join(temporary, `${name}.first`), '');
        await sleep(300);
        await writeFile(join(temporary, `${name}.last`), '');
      });
    expect(await Promise.all([prepare('one'), prepare('two')])).toEqual([
      directory,
      directory,
    ]);
    const [winner, ...others] = prepared;
    expect(others).toEqual([]);
    expect(readdirSync(directory).sort()).toEqual([
      `${winner}.first`,
      `${winner}.last`,
    ]);
  });

  it('lets the next one try after a preparation has failed, and leaves nothing of it', async () => {
    const directory = join(cache, 'version');
    const started = Promise.withResolvers<void>();
    const isNextAsking = Promise.withResolvers<void>();
    const failing = prepareOnce(directory, async temporary => {
      await writeFile(join(temporary, 'half'), '');
      started.resolve();
      await isNextAsking.promise;
      throw new Error('the download broke off');
    });
    // Which of two calls gets the lock is chance: the next one comes when the first has it.
    await started.promise;
    const next = prepareOnce(directory, temporary =>
      writeFile(join(temporary, 'whole'), ''),
    );
    isNextAsking.resolve();
    await expect(failing).rejects.toThrow('the download broke off');
    await next;
    expect(readdirSync(directory)).toEqual(['whole']);
    expect(readdirSync(cache).filter(name => /partial/.test(name))).toEqual([]);
    expect(existsSync(directory)).toBe(true);
  });
});
