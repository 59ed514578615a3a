import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const SOURCES = resolve(__dirname, '../../src');

/** Our sources as JavaScript, to be run without a compiler in the process: `resolvePlain.js` finds their imports. */
export function writePlainSources(directory: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  for (const name of readdirSync(SOURCES, {
    recursive: true,
    encoding: 'utf8',
  })) {
    if (!/(?<!\.test)\.ts$/.test(name) || name.startsWith('__')) continue;
    const target = join(directory, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(
      target,
      stripTypeScriptTypes(readFileSync(join(SOURCES, name), 'utf8'), {
        mode: 'transform',
      }),
    );
  }
}
