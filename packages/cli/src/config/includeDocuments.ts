import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { isRecord } from './isRecord';
import { substituteEnvironment } from './substituteEnvironment';

/** Files that include each other are found out by their depth. */
const MAX_DEPTH = 10;

/**
 * Replaces each `{ $include: FILE }` by what the file has, as Backstage does it: relative to the file that says so, and
 * with `FILE#key.of.it` only what stands there.
 *
 * @throws Error that names the file.
 */
export function includeDocuments(
  value: unknown,
  folder: string,
  depth = 0,
): unknown {
  if (Array.isArray(value)) {
    return value.map(item => includeDocuments(item, folder, depth));
  }
  if (!isRecord(value)) {
    return value;
  }
  if (typeof value.$include !== 'string') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        includeDocuments(item, folder, depth),
      ]),
    );
  }
  const [name, path] = value.$include.split('#', 2);
  const file = resolve(folder, name);
  if (depth >= MAX_DEPTH) {
    throw new Error(`$include: ${file} includes itself`);
  }
  return includeDocuments(
    partOf(readDocument(file), path),
    dirname(file),
    depth + 1,
  );
}

function readDocument(file: string): unknown {
  try {
    return substituteEnvironment(
      parse(readFileSync(file, 'utf8')),
      process.env,
    );
  } catch (error) {
    throw new Error(`$include: ${file}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function partOf(document: unknown, path: string | undefined): unknown {
  let found = document;
  for (const key of path ? path.split('.') : []) {
    found = isRecord(found) ? found[key] : undefined;
  }
  return found;
}
