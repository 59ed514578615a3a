import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../processes';

/** Compiles all Java below some folders; those that are not there have nothing. */
export async function compileJava(options: {
  /** Home of the JDK. */
  jdk: string;
  folders: string[];
  classPath: string;
  /** Gets the classes. */
  into: string;
  args?: string[];
}): Promise<void> {
  const { jdk, folders, classPath, into, args } = options;
  const files: string[] = [];
  for (const folder of folders.filter(existsSync))
    for (const entry of await readdir(folder, { recursive: true }))
      if (entry.endsWith('.java')) files.push(join(folder, entry));
  const list = `${into}.files`;
  await writeFile(list, files.map(file => `"${file}"`).join('\n'));
  await runCommand(
    join(jdk, 'bin', 'javac'),
    [...['-nowarn', '-d', into, '-cp', classPath], ...(args ?? []), `@${list}`],
    { timeoutMs: 600_000 },
  );
}
