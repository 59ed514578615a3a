import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { run } from '../../run';
import { MARKER_FILE } from './folder/FolderMarker';
import { refuseWideFolder } from './folder/refuseWideFolder';

const DOCUMENT = `apiVersion: lakehouse-portal.io/v1alpha1
kind: Lakehouse
metadata:
  name: lake
spec:
  owner: group:default/data
  size: small
  addons:
    kafka: {}
`;

describe('lakehouse render', () => {
  let folder: string;
  let file: string;
  let out: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-render-'));
    file = join(folder, 'lake.yaml');
    out = join(folder, 'rendered');
    writeFileSync(file, DOCUMENT);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function render(...args: string[]) {
    let stdout = '';
    let stderr = '';
    const code = await run(['render', ...args], {
      out: text => {
        stdout += text;
      },
      err: text => {
        stderr += text;
      },
    });
    return { code, out: stdout, err: stderr };
  }

  function filesOf(path: string): Record<string, string> {
    return Object.fromEntries(
      readdirSync(path, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name))
        .map(name => [name.slice(path.length + 1), readFileSync(name, 'utf8')]),
    );
  }

  it('prints one stream of YAML for kubectl, and what it needs on standard error', async () => {
    const { code, out: stream, err } = await render(file);
    expect(code).toBe(0);
    const documents = parseAllDocuments(stream);
    const objects = documents.map(document => {
      expect(document.errors).toEqual([]);
      return document.toJS();
    });
    expect(objects.slice(0, 2).map(({ kind }) => kind)).toEqual([
      'Namespace',
      'ConfigMap',
    ]);
    expect(objects.length).toBeGreaterThan(20);
    expect(err).toContain('Trino workers');
    expect(err).toContain('Lint: 0 errors, 0 warnings, 0 info');
    expect(err).toContain('only in the folder (--out)');
  });

  it('--json has the objects, the files, the capacity and the findings', async () => {
    const { code, out: json, err } = await render(file, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const {
      name,
      folder: none,
      upToDate,
      files,
      capacity,
      lint,
    } = JSON.parse(json);
    expect({ name, none, upToDate }).toEqual({
      name: 'lake',
      none: null,
      upToDate: null,
    });
    expect(files[0]).toEqual({ path: 'README.md', text: expect.any(String) });
    expect(capacity.total.pods).toBe(5);
    expect(lint.findings).toEqual([]);
  });

  it('writes the folder, and has nothing to do the second time', async () => {
    expect((await render(file, '--out', out)).code).toBe(0);
    const written = filesOf(out);
    expect(Object.keys(written)).toEqual(
      expect.arrayContaining([
        'README.md',
        'kustomization.yaml',
        'trino.yaml',
        'values/kafka.yaml',
      ]),
    );
    expect((await render(file, '--out', `${out}/`)).err).toContain(
      `${out} is up to date`,
    );
    expect(filesOf(out)).toEqual(written);
  });

  it('removes what is no longer rendered, with the folder that it leaves empty, and leaves files of others alone', async () => {
    await render(file, '--out', out);
    writeFileSync(join(out, 'own.txt'), 'mine');
    writeFileSync(file, DOCUMENT.replace(/ {2}addons:\n.*\n/, ''));
    const { code, out: json } = await render(file, '--out', out, '--json');
    expect(code).toBe(0);
    expect(
      JSON.parse(json)
        .files.filter(({ change }: { change: string }) => change === 'removed')
        .map(({ path }: { path: string }) => path),
    ).toEqual(['addons.yaml', 'values/kafka.yaml']);
    expect(existsSync(join(out, 'values'))).toBe(false);
    expect(readFileSync(join(out, 'own.txt'), 'utf8')).toBe('mine');
  });

  it('never overwrites a file that it did not write, and then writes nothing at all', async () => {
    mkdirSync(out);
    writeFileSync(join(out, 'trino.yaml'), 'mine');
    const { code, err } = await render(file, '--out', out);
    expect(code).toBe(2);
    expect(err).toContain('would be overwritten: trino.yaml');
    expect(filesOf(out)).toEqual({ 'trino.yaml': 'mine' });
    expect((await render(file, '--out', out, '--overwrite')).code).toBe(2);
  });

  it('does not throw away what somebody changed in a rendered file, unless told so', async () => {
    await render(file, '--out', out);
    writeFileSync(join(out, 'trino.yaml'), 'changed');
    const { code, err } = await render(file, '--out', out);
    expect(code).toBe(2);
    expect(err).toContain(
      'changed by hand since they were rendered: trino.yaml',
    );
    expect(readFileSync(join(out, 'trino.yaml'), 'utf8')).toBe('changed');
    expect((await render(file, '--out', out, '--overwrite')).code).toBe(0);
    expect(readFileSync(join(out, 'trino.yaml'), 'utf8')).toContain('kind:');
  });

  it('carries on after a render that was killed half way', async () => {
    await render(file, '--out', out);
    const before = filesOf(out);
    const marker = JSON.parse(before[MARKER_FILE]);
    // As it is in the middle: both contents are known, some files are new, one is not there yet, one is half written.
    marker.files['trino.yaml'].unshift('0'.repeat(64));
    writeFileSync(join(out, MARKER_FILE), JSON.stringify(marker));
    unlinkSync(join(out, 'storage.yaml'));
    writeFileSync(join(out, 'storage.yaml.lakehouse-tmp'), 'half');
    expect((await render(file, '--out', out)).code).toBe(0);
    expect(filesOf(out)).toEqual(before);
  });

  it.each([
    ['the folder itself', () => symlinkSync(tmpdir(), out)],
    [
      'a file of the folder',
      () => {
        mkdirSync(out);
        symlinkSync(join(folder, 'outside.txt'), join(out, 'trino.yaml'));
      },
    ],
    [
      'a folder of the folder',
      () => {
        mkdirSync(out);
        symlinkSync(folder, join(out, 'values'));
      },
    ],
    [
      'the marker',
      () => {
        mkdirSync(out);
        symlinkSync(file, join(out, MARKER_FILE));
      },
    ],
  ])('writes through no symbolic link: %s', async (_, arrange) => {
    writeFileSync(join(folder, 'outside.txt'), 'theirs');
    arrange();
    const { code, err } = await render(file, '--out', out);
    expect(code).toBe(2);
    expect(err).toContain('is a symbolic link');
    expect(readFileSync(join(folder, 'outside.txt'), 'utf8')).toBe('theirs');
    expect(existsSync(join(folder, 'kafka.yaml'))).toBe(false);
  });

  it.each([
    ['a path that leads outside', { '../outside.txt': ['0'] }],
    ['an absolute path', { '/etc/passwd': ['0'] }],
    ['something else than hashes', { 'trino.yaml': 1 }],
  ])('trusts no marker with %s', async (_, files) => {
    mkdirSync(out);
    writeFileSync(join(folder, 'outside.txt'), 'theirs');
    writeFileSync(
      join(out, MARKER_FILE),
      JSON.stringify({ version: 1, lakehouse: 'lake', files }),
    );
    const { code, err } = await render(file, '--out', out);
    expect(code).toBe(2);
    expect(err).toContain('is damaged');
    expect(readFileSync(join(folder, 'outside.txt'), 'utf8')).toBe('theirs');
  });

  it('writes into no root of a file system, no home folder and nothing that home folders are in', async () => {
    const home = join(folder, 'home', 'dora');
    mkdirSync(home, { recursive: true });
    const spy = jest.spyOn(os, 'homedir').mockReturnValue(home);
    try {
      expect(() => refuseWideFolder('/')).toThrow('/ is the root of the file');
      expect(() => refuseWideFolder('//tmp/../')).toThrow('is the root of');
      for (const [wide, what] of [
        [home, 'is your home folder'],
        [`${home}/rendered/..`, 'is your home folder'],
        [join(folder, 'home'), 'is a folder that your home folder is in'],
      ]) {
        const { code, err } = await render(file, '--out', wide);
        expect(code).toBe(2);
        expect(err).toContain(what);
        expect(err).toContain('for example');
      }
      expect(readdirSync(join(folder, 'home'))).toEqual(['dora']);
      expect(readdirSync(home)).toEqual([]);
      expect((await render(file, '--out', join(home, 'lake'))).code).toBe(0);
    } finally {
      spy.mockRestore();
    }
  });

  it('does not turn the folder of one lakehouse into another', async () => {
    await render(file, '--out', out);
    const before = filesOf(out);
    writeFileSync(file, DOCUMENT.replace('name: lake', 'name: pond'));
    const { code, err } = await render(file, '--out', out);
    expect(code).toBe(2);
    expect(err).toContain('is the lakehouse "lake", this is "pond"');
    expect(filesOf(out)).toEqual(before);
  });

  it('--check writes nothing and is 1 when the folder is not what would be rendered', async () => {
    expect((await render(file, '--check', out)).code).toBe(1);
    expect(existsSync(out)).toBe(false);
    await render(file, '--out', out);
    expect((await render(file, '--check', out)).code).toBe(0);
    writeFileSync(join(out, 'trino.yaml'), 'changed');
    unlinkSync(join(out, 'storage.yaml'));
    const { code, err } = await render(file, '--check', out);
    expect(code).toBe(1);
    expect(err).toContain('differs  trino.yaml');
    expect(err).toContain('missing  storage.yaml');
    expect(readFileSync(join(out, 'trino.yaml'), 'utf8')).toBe('changed');
  });

  it('says all that is wrong with a document, each by its line, and writes nothing', async () => {
    writeFileSync(
      file,
      DOCUMENT.replace('size: small', 'size: giant\n  trino:\n    wokers: 2'),
    );
    const { code, err } = await render(file, '--out', out);
    expect(code).toBe(2);
    expect(err.split('\n').slice(0, 2)).toEqual([
      `lakehouse: ${file}:7: spec.size must be "demo" or "small" or "medium" or "large"`,
      `lakehouse: ${file}:9: spec.trino has "wokers", which nothing reads`,
    ]);
    expect(existsSync(out)).toBe(false);
    const json = JSON.parse((await render(file, '--json')).out);
    expect(json.error.name).toBe('InvalidLakehouseError');
    expect(json.error.problems[0]).toEqual({
      path: 'spec.size',
      line: 7,
      message: expect.stringContaining('must be'),
    });
  });

  it('reports what the linter has against images of the document', async () => {
    writeFileSync(file, `${DOCUMENT}  images:\n    trino: acme/trino:latest\n`);
    const { code, err } = await render(file);
    expect(code).toBe(0);
    expect(err).toMatch(/trino\.yaml:\d+ {2}warning {2}I2/);
  });

  it.each([
    ['a file that is not there', () => ['nothing.yaml']],
    ['a folder', () => ['.']],
    ['a pipe that nobody writes to', () => ['pipe']],
    ['a file of many megabytes', () => ['huge.yaml']],
    ['a file that is not UTF-8', () => ['latin1.yaml']],
    ['--out with --check', () => ['lake.yaml', '--out', 'a', '--check', 'b']],
    ['--overwrite without --out', () => ['lake.yaml', '--overwrite']],
    ['no file', () => []],
  ])('%s is exit code 2', async (_, args) => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    writeFileSync(join(folder, 'latin1.yaml'), Buffer.from([0x61, 0x3a, 0xe4]));
    writeFileSync(join(folder, 'huge.yaml'), '');
    truncateSync(join(folder, 'huge.yaml'), 5_000_000_000);
    const [path, ...rest] = args();
    const { code, out: stdout } = await render(
      ...(path === undefined ? [] : [join(folder, path), ...rest]),
      '--json',
    );
    expect(code).toBe(2);
    expect(JSON.parse(stdout).error.name).toBe('BadInputError');
  });
});

describe('lakehouse schema', () => {
  it('prints what docs/lakehouse.schema.json has (to renew it: lakehouse schema > docs/lakehouse.schema.json)', async () => {
    let stdout = '';
    expect(
      await run(['schema'], {
        out: text => {
          stdout += text;
        },
        err: () => undefined,
      }),
    ).toBe(0);
    const kept = join(__dirname, '../../../../../docs/lakehouse.schema.json');
    expect(readFileSync(kept, 'utf8')).toBe(stdout);
  });
});
