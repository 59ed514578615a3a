import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFileIO } from '../io';
import { findMetadataLocation } from '../metadata';

describe('a warehouse with links in it', () => {
  let base: string;
  let folder: string;
  let io: LocalFileIO;

  beforeAll(async () => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'hostile-links-')));
    folder = join(base, 'warehouse/t/metadata');
    mkdirSync(folder, { recursive: true });
    const json = '{"format-version":2,"location":"/t"}';
    writeFileSync(join(base, 'outside.json'), json);
    writeFileSync(join(folder, 'v1.metadata.json'), json);
    symlinkSync('v1.metadata.json', join(folder, 'v2.metadata.json'));
    symlinkSync('../../../outside.json', join(folder, 'v9.metadata.json'));
    symlinkSync('loop.metadata.json', join(folder, 'loop.metadata.json'));
    symlinkSync('nowhere', join(folder, 'v8.metadata.json'));
    io = await LocalFileIO.create({ roots: [join(base, 'warehouse')] });
  });

  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it('lists what lies in it, and tells nothing of files that links name outside of it', async () => {
    const listed = await io.list(folder);
    expect(listed.map(({ location }) => location)).toEqual([
      `${folder}/v1.metadata.json`,
      `${folder}/v2.metadata.json`,
    ]);
    expect(listed[0].sizeBytes).toBe(listed[1].sizeBytes);
  });

  it('has the newest metadata that lies in it', async () => {
    const found = await findMetadataLocation(io, join(base, 'warehouse/t'));
    expect(found.metadataLocation).toBe(`${folder}/v2.metadata.json`);
    expect(found.warnings).toEqual([]);
  });
});
