import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MissingPrerequisiteError } from '../../MissingPrerequisiteError';
import { writeImageLayout } from './writeImageLayout';

describe('An image of files of this machine', () => {
  let directory: string;
  const blob = (layout: string, digest: string) =>
    join(layout, 'blobs', ...digest.split(':'));
  const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'lakehouse-image-'));
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('has what it was made of, with links followed, readable by all, owned by root or by its user; and is the same each time', async () => {
    const folder = join(directory, 'source');
    mkdirSync(join(folder, 'inner'), { recursive: true });
    writeFileSync(join(folder, 'inner', 'secret'), 'text', { mode: 0o600 });
    symlinkSync('inner/secret', join(folder, 'link'));
    symlinkSync('/no/such/[file]', join(folder, 'dead [link]'));
    const layouts = ['one', 'two'].map(name => join(directory, name));
    for (const layout of layouts)
      await writeImageLayout(layout, {
        name: 'example/app:1',
        files: { '/opt/app, v1': folder, '/opt/file': join(folder, 'link') },
        texts: { '/bin/run': { text: '#!/bin/sh\n', executable: true } },
        programs: ['cat'],
        user: { name: 'app', uid: 1234, gid: 1235 },
        writable: ['/data/app'],
        entrypoint: ['/bin/run'],
        env: { GREETING: 'a=b c' },
      });
    const [one, two] = layouts;
    expect(readdirSync(join(one, 'blobs', 'sha256')).sort()).toEqual(
      readdirSync(join(two, 'blobs', 'sha256')).sort(),
    );
    for (const name of readdirSync(join(one, 'blobs', 'sha256')))
      expect(
        createHash('sha256')
          .update(readFileSync(join(one, 'blobs', 'sha256', name)))
          .digest('hex'),
      ).toBe(name);
    const [found] = json(join(one, 'index.json')).manifests;
    expect(found.annotations['io.containerd.image.name']).toBe(
      'docker.io/example/app:1',
    );
    const manifest = json(blob(one, found.digest));
    const { config } = json(blob(one, manifest.config.digest));
    expect(config).toMatchObject({
      User: '1234:1235',
      Entrypoint: ['/bin/run'],
    });
    expect(config.Env).toContain('GREETING=a=b c');
    const listed = manifest.layers
      .map(({ digest }: { digest: string }) =>
        execFileSync('tar', ['--numeric-owner', '-tvf', blob(one, digest)], {
          encoding: 'utf8',
          // It prints times as they are here.
          env: { ...process.env, TZ: 'UTC' },
        }),
      )
      .join('')
      .split('\n')
      .map((line: string) => line.replace(/ +\d+ 1970-01-01 00:00/, ''));
    expect(listed).toEqual(
      expect.arrayContaining([
        'drwxr-xr-x 0/0 opt/app, v1/',
        '-rw-r--r-- 0/0 opt/app, v1/inner/secret',
        '-rw-r--r-- 0/0 opt/app, v1/link',
        '-rw-r--r-- 0/0 opt/file',
        '-rwxr-xr-x 0/0 ./usr/bin/run',
        'drwxrwxrwt 0/0 ./tmp/',
        'lrwxrwxrwx 0/0 ./lib -> usr/lib',
        'drwxr-xr-x 1234/1235 data/app/',
      ]),
    );
    expect(listed.join('\n')).not.toContain('dead');
    expect(listed.filter((line: string) => /libc\.so/.test(line))).toHaveLength(
      1,
    );
  });

  it('says which program this machine lacks', async () => {
    await expect(
      writeImageLayout(join(directory, 'one'), {
        name: 'app',
        programs: ['no-such-program'],
      }),
    ).rejects.toThrow(MissingPrerequisiteError);
  });
});
