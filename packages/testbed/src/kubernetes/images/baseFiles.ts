import { execFile } from 'node:child_process';
import {
  copyFile,
  chmod,
  mkdir,
  realpath,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { MissingPrerequisiteError } from '../../MissingPrerequisiteError';
import type { LocalImage } from './LocalImage';
import { sharedLibraries } from './sharedLibraries';

/** Whatever thread ends needs it: the C library loads it then. */
const LOADED_LATER = [
  '/lib/x86_64-linux-gnu/libgcc_s.so.1',
  '/lib/aarch64-linux-gnu/libgcc_s.so.1',
  '/usr/lib64/libgcc_s.so.1',
];

/**
 * Fills a folder with what an image has beside its big folders: programs of this machine, libraries, users, `/tmp`, small
 * files.
 *
 * @throws MissingPrerequisiteError where this machine has no program of that name.
 */
export async function writeBaseFiles(
  root: string,
  image: LocalImage,
): Promise<void> {
  for (const folder of ['bin', 'sbin', 'lib', 'lib64'])
    await mkdir(join(root, 'usr', folder), { recursive: true });
  for (const folder of ['bin', 'sbin', 'lib', 'lib64'])
    await symlink(`usr/${folder}`, join(root, folder));
  for (const folder of [
    'etc',
    'tmp',
    'var/tmp',
    'run',
    'home',
    'root',
    'dev',
    'proc',
    'sys',
  ])
    await mkdir(join(root, folder), { recursive: true });
  await symlink('../run', join(root, 'var/run'));
  await chmod(join(root, 'tmp'), 0o1777);
  await chmod(join(root, 'var/tmp'), 0o1777);
  const programs: string[] = [];
  for (const name of image.programs ?? []) programs.push(await which(name));
  const libraries = await sharedLibraries([
    ...programs,
    ...Object.values(image.files ?? {}),
  ]);
  for (const path of [...programs, ...libraries]) await copyIn(root, path);
  if (libraries.length > 0)
    for (const path of LOADED_LATER)
      await copyIn(root, path).catch(ignoreMissing);
  await writeUsers(root, image);
  for (const [path, { text, executable }] of Object.entries(
    image.texts ?? {},
  )) {
    const file = join(root, inUsr(path));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    await chmod(file, executable ? 0o755 : 0o644);
  }
}

/** Where a file of this machine is in an image, whose `/bin`, `/lib` … are links into `/usr`. */
export function inUsr(path: string): string {
  return path.replace(/^\/(bin|sbin|lib|lib64)\//, '/usr/$1/');
}

async function which(name: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('/bin/sh', [
      ...['-c', 'command -v "$1"', 'which', name],
    ]);
    const path = stdout.trim();
    if (path.startsWith('/')) return path;
  } catch {
    // Told below.
  }
  throw new MissingPrerequisiteError(
    `An image of the testbed is made with this machine's own program "${name}", which is not on the PATH`,
  );
}

async function copyIn(root: string, path: string): Promise<void> {
  const from = await realpath(path);
  const to = join(root, inUsr(path));
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
  await chmod(to, 0o755);
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

async function writeUsers(root: string, { user }: LocalImage): Promise<void> {
  const shell = '/bin/sh';
  const users = [
    ['root', 'x', 0, 0, 'root', '/root', shell],
    ['nobody', 'x', 65534, 65534, 'nobody', '/', '/sbin/nologin'],
    ...(user
      ? [[user.name, 'x', user.uid, user.gid, '', user.home ?? '/', shell]]
      : []),
  ];
  const groups = [
    ['root', 'x', 0, ''],
    ['nogroup', 'x', 65534, ''],
    ...(user && user.gid !== 0 ? [[user.name, 'x', user.gid, '']] : []),
  ];
  const lines = (rows: (string | number)[][]) =>
    rows.map(row => `${row.join(':')}\n`).join('');
  await writeFile(join(root, 'etc/passwd'), lines(users));
  await writeFile(join(root, 'etc/group'), lines(groups));
  // Without it some programs ask no DNS.
  await writeFile(join(root, 'etc/nsswitch.conf'), 'hosts: files dns\n');
}
