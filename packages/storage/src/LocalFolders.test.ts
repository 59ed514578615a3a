import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFolders } from './LocalFolders';

describe('LocalFolders', () => {
  let directory: string;
  let root: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'local-folders-'));
    root = join(directory, 'wh');
    mkdirSync(join(root, 'db/t'), { recursive: true });
    mkdirSync(join(directory, 'wh-2'));
    mkdirSync(join(directory, 'secret'));
    writeFileSync(join(directory, 'secret/x'), 'secret');
    writeFileSync(join(root, 'db/a.txt'), 'abc');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('lists files with their size, and folders, as the location was written', async () => {
    const io = await LocalFolders.create([root]);
    for (const base of [`${root}/db`, `file://${root}/db`]) {
      expect(await io.listFolder(`${base}/`)).toEqual({
        files: [
          {
            location: `${base}/a.txt`,
            sizeBytes: 3,
            modifiedMs: expect.any(Number),
          },
        ],
        folders: [`${base}/t`],
      });
    }
    expect(await io.listFolder(`${root}/nothing`)).toEqual({
      files: [],
      folders: [],
    });
    expect(await io.listFolder(`${root}/db/a.txt`)).toEqual({
      files: [],
      folders: [],
    });
  });

  it('lists no links, and nothing outside its folders, whether it is there or not', async () => {
    symlinkSync(root, join(root, 'loop'));
    symlinkSync(join(directory, 'secret'), join(root, 'out'));
    symlinkSync(join(directory, 'secret/x'), join(root, 'file'));
    const io = await LocalFolders.create([root]);
    expect(await io.listFolder(root)).toEqual({
      files: [],
      folders: [`${root}/db`],
    });
    for (const location of [
      directory,
      `${directory}/wh-2`,
      `${directory}/nothing`,
      `${root}/out`,
      '/etc',
    ])
      await expect(io.listFolder(location)).rejects.toMatchObject({
        name: 'LocationNotAllowedError',
      });
    await expect(io.read(`${root}/out/x`)).rejects.toMatchObject({
      name: 'LocationNotAllowedError',
    });
    await expect(io.listFolder(`${root}/../secret`)).rejects.toThrow();
  });

  it('bug: below a folder that is a link itself, one that is not there was outside', async () => {
    const link = join(directory, 'link');
    symlinkSync(root, link);
    const io = await LocalFolders.create([link]);
    expect(await io.listFolder(`${link}/nothing`)).toEqual({
      files: [],
      folders: [],
    });
    expect(await io.listFolder(`${link}/db`)).toMatchObject({
      files: [{ location: `${link}/db/a.txt` }],
    });
    await expect(
      io.listFolder(join(directory, 'nothing')),
    ).rejects.toMatchObject({ name: 'LocationNotAllowedError' });
  });

  it('refuses more entries than it is allowed', async () => {
    const io = await LocalFolders.create([root]);
    await expect(
      io.listFolder(`${root}/db`, { maxEntries: 1 }),
    ).rejects.toMatchObject({ name: 'LimitExceededError' });
  });
});
