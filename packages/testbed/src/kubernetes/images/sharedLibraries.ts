import { spawn } from 'node:child_process';
import { type Dirent } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);
const FILES_PER_CALL = 200;

/**
 * The libraries of this machine that programs and libraries in these folders and files need beside each other, also by way of
 * other libraries. What a program loads by itself when it runs (`dlopen`) can't be seen from outside.
 *
 * @param sources - Paths.
 * @returns Absolute paths, as the dynamic linker found them.
 */
export async function sharedLibraries(sources: string[]): Promise<string[]> {
  const roots = await Promise.all(sources.map(source => realpath(source)));
  const binaries: string[] = [];
  for (const root of roots) await collectBinaries(root, binaries);
  const found = new Set<string>();
  for (let start = 0; start < binaries.length; start += FILES_PER_CALL)
    for (const path of await ldd(binaries.slice(start, start + FILES_PER_CALL)))
      found.add(path);
  const outside: string[] = [];
  for (const path of found) {
    const real = await realpath(path);
    if (!roots.some(root => real === root || real.startsWith(`${root}/`)))
      outside.push(path);
  }
  return outside.sort();
}

async function collectBinaries(path: string, into: string[]): Promise<void> {
  if (!(await stat(path)).isDirectory()) {
    if (await isElf(path)) into.push(path);
    return;
  }
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) await collectBinaries(child, into);
    else if (mayBeBinary(entry) && (await isElf(child))) into.push(child);
  }
}

/** Links lead to files that are looked at anyway. Opening tens of thousands of jars would take seconds. */
function mayBeBinary(entry: Dirent): boolean {
  return (
    entry.isFile() &&
    !/\.(jar|class|properties|txt|md|html|js|json|sql|xml|h|py)$/.test(
      entry.name,
    )
  );
}

async function isElf(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && ELF.equals(buffer);
  } finally {
    await file.close();
  }
}

/** It exits with 1 where one of them is linked statically, or for another machine: its output is what counts. */
function ldd(files: string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn('ldd', files, {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    let output = '';
    child.stdout.on('data', chunk => {
      output += chunk;
    });
    child.once('error', reject);
    child.once('close', () =>
      resolve(
        [...output.matchAll(/^\s+(?:\S+ => )?(\/\S+) \(0x/gm)].map(
          ([, path]) => path,
        ),
      ),
    );
  });
}
