import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { isRecord } from './isRecord';
import { substituteEnvironment } from './substituteEnvironment';

/** Files that include each other are found out by their depth. */
const MAX_DEPTH = 10;

/**
 * Replaces each `{ $include: FILE }`, `{ $file: FILE }` and `{ $env: NAME }` by what is there, as Backstage does it: files
 * relative to the one that says so; with `FILE#key.of.it` only what stands there; the text of a file without what is blank
 * at its end.
 *
 * @throws Error that names the file, never with what is in it.
 */
export function resolveIncludes(
  value: unknown,
  folder: string,
  depth = 0,
): unknown {
  if (Array.isArray(value)) {
    return value.map(item => resolveIncludes(item, folder, depth));
  }
  if (!isRecord(value)) {
    return value;
  }
  if (typeof value.$env === 'string') {
    return process.env[value.$env];
  }
  if (typeof value.$file === 'string') {
    return readText(resolve(folder, value.$file)).trimEnd();
  }
  if (typeof value.$include !== 'string') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        resolveIncludes(item, folder, depth),
      ]),
    );
  }
  const [name, path] = value.$include.split('#', 2);
  const file = resolve(folder, name);
  if (depth >= MAX_DEPTH) {
    throw new Error(`$include: ${file} includes itself`);
  }
  return resolveIncludes(
    partOf(readDocument(file), path),
    dirname(file),
    depth + 1,
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(
      `$file: ${file} can't be read: ${
        (error as NodeJS.ErrnoException).code ?? (error as Error).message
      }`,
      { cause: error },
    );
  }
}

function readDocument(file: string): unknown {
  try {
    return substituteEnvironment(
      parse(readFileSync(file, 'utf8')),
      process.env,
    );
  } catch (error) {
    // The lines after the first one quote the document, which may be a secret.
    const [reason] = (error as Error).message.split('\n');
    throw new Error(`$include: ${file}: ${reason}`, { cause: error });
  }
}

function partOf(document: unknown, path: string | undefined): unknown {
  let found = document;
  for (const key of path ? path.split('.') : []) {
    found = isRecord(found) ? found[key] : undefined;
  }
  return found;
}
