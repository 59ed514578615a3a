import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFileIO } from './LocalFileIO';

describe('LocalFileIO', () => {
  let folder: string;
  let io: LocalFileIO;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'local-file-io-'));
    mkdirSync(join(folder, 'root/sub'), { recursive: true });
    writeFileSync(join(folder, 'root/a b.txt'), 'spaced');
    writeFileSync(join(folder, 'root/a%20b.txt'), 'literal');
    writeFileSync(join(folder, 'root/only space.txt'), 'decoded');
    writeFileSync(join(folder, 'root/100%.txt'), 'percent');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    mkdirSync(join(folder, 'rooted'));
    writeFileSync(join(folder, 'rooted/near.txt'), 'near');
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'root/link'));
    symlinkSync(folder, join(folder, 'root/up'));
    symlinkSync(join(folder, 'root/a b.txt'), join(folder, 'root/inside'));
    io = await LocalFileIO.create({ roots: [join(folder, 'root')] });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function text(location: string): Promise<string> {
    return new TextDecoder().decode(await io.read(location));
  }

  it('reads paths and all spellings of file locations; percent signs are literal first, decoded second', async () => {
    for (const prefix of ['', 'file:', 'file://', 'FILE://localhost']) {
      expect(await text(`${prefix}${folder}/root/a b.txt`)).toBe('spaced');
    }
    expect(await text(`file://${folder}/root/a%20b.txt`)).toBe('literal');
    expect(await text(`file://${folder}/root/only%20space.txt`)).toBe(
      'decoded',
    );
    expect(await text(`file://${folder}/root/100%.txt`)).toBe('percent');
    expect(await text(`${folder}/root/sub/../inside`)).toBe('spaced');
  });

  it('does not leave its roots: by dots, links, similar names, encoded dots, other schemes or hosts', async () => {
    const refused = [
      `${folder}/root/../secret.txt`,
      `file://${folder}/root/%2e%2e/secret.txt`,
      `${folder}/root/link`,
      `${folder}/root/up/secret.txt`,
      `${folder}/rooted/near.txt`,
      `${folder}/rooted/absent.txt`,
      '/etc/passwd',
      'relative.txt',
      's3://bucket/key',
      'file://host/etc/passwd',
      'file:////etc/passwd',
      `${folder}/root/a\0b`,
    ];
    for (const location of refused) {
      await expect(io.read(location)).rejects.toMatchObject({
        name: 'LocationNotAllowedError',
      });
    }
    await expect(io.list(`${folder}/root/up`)).rejects.toMatchObject({
      name: 'LocationNotAllowedError',
    });
  });

  it('tells apart what is absent, no file, and too large', async () => {
    await expect(io.read(`${folder}/root/absent`)).rejects.toMatchObject({
      name: 'MissingFileError',
      location: `${folder}/root/absent`,
    });
    await expect(io.read(`${folder}/root/a b.txt/x`)).rejects.toMatchObject({
      name: 'MissingFileError',
    });
    await expect(io.read(`${folder}/root/sub`)).rejects.toMatchObject({
      name: 'FileReadError',
      message: expect.stringContaining('folder'),
    });
    await expect(
      io.read(`${folder}/root/a b.txt`, { maxBytes: 5 }),
    ).rejects.toMatchObject({ name: 'LimitExceededError' });
    // A file of 10 GB that takes no room on the disk.
    writeFileSync(join(folder, 'root/huge'), '');
    truncateSync(join(folder, 'root/huge'), 10 * 1024 ** 3);
    await expect(io.read(`${folder}/root/huge`)).rejects.toMatchObject({
      name: 'LimitExceededError',
    });
    expect(
      await io.read(`${folder}/root/huge`, {
        range: { offset: 9 * 1024 ** 3, length: 3 },
      }),
    ).toEqual(new Uint8Array(3));
  });

  it('does not wait for a named pipe', async () => {
    execFileSync('mkfifo', [join(folder, 'root/pipe')]);
    await expect(io.read(`${folder}/root/pipe`)).rejects.toMatchObject({
      name: 'FileReadError',
    });
  });

  it('reads ranges, also beyond the end, and lists files by full location', async () => {
    const location = `file://${folder}/root/a b.txt`;
    expect(
      new TextDecoder().decode(
        await io.read(location, { range: { offset: 2, length: 2 } }),
      ),
    ).toBe('ac');
    expect(
      await io.read(location, { range: { offset: 4, length: 100 } }),
    ).toHaveLength(2);
    expect(
      await io.read(location, { range: { offset: 100, length: 5 } }),
    ).toHaveLength(0);
    const into = new Uint8Array(3);
    const put = await io.read(location, {
      range: { offset: 1, length: 3 },
      into,
    });
    expect(put.buffer).toBe(into.buffer);
    expect(new TextDecoder().decode(put)).toBe('pac');
    // What doesn't fit gets memory of its own.
    expect(await io.read(location, { into })).toHaveLength(6);
    const listed = await io.list(`file://${folder}/root/`);
    expect(listed).toContainEqual(
      expect.objectContaining({ location, sizeBytes: 6 }),
    );
    expect(listed.map(file => file.location)).not.toContain(
      `file://${folder}/root/sub`,
    );
    expect(await io.list(`${folder}/root/absent`)).toEqual([]);
  });

  it('may have the whole disk as its root', async () => {
    const everything = await LocalFileIO.create({ roots: ['/'] });
    expect(await everything.read(`${folder}/secret.txt`)).toHaveLength(6);
    await expect(LocalFileIO.create({ roots: ['relative'] })).rejects.toThrow(
      'absolute',
    );
  });
});
