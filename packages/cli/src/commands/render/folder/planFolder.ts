import type { RenderedFile } from '@lakehouse-portal/blueprint';
import { lstatSync } from 'node:fs';
import { BadInputError } from '../../../errors/BadInputError';
import {
  type FolderMarker,
  hashOf,
  isInside,
  MARKER_FILE,
  parseMarker,
} from './FolderMarker';
import { readInside } from './folderState';

/** What happens to one file. */
export interface FileChange {
  path: string;
  change: 'added' | 'changed' | 'unchanged' | 'removed';
}

/** What a render does to a folder. */
export interface FolderPlan {
  changes: FileChange[];
  /** Of the render that is there; `undefined`: there is none. */
  before?: FolderMarker;
  after: FolderMarker;
}

/**
 * Compares a folder with what is to be in it, and refuses before anything is written: files that were not rendered, files
 * that were changed by hand, links, another lakehouse.
 *
 * @param overwrite - Whether files that were changed by hand may be replaced and removed.
 * @throws BadInputError that names all files in the way.
 */
export function planFolder(
  folder: string,
  lakehouse: string,
  files: readonly RenderedFile[],
  overwrite: boolean,
): FolderPlan {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (stats?.isSymbolicLink())
    throw new BadInputError(
      `${folder} is a symbolic link: name the folder that it leads to`,
    );
  if (stats && !stats.isDirectory())
    throw new BadInputError(`${folder} is not a folder`);
  const before = markerOf(folder);
  if (before && before.lakehouse !== lakehouse)
    throw new BadInputError(
      `${folder} is the lakehouse "${before.lakehouse}", this is "${lakehouse}": render into another folder`,
    );
  const wanted = new Map(
    files.map(({ path, text }) => [path, hashOf(text)] as const),
  );
  for (const path of wanted.keys())
    if (!isInside(path))
      throw new BadInputError(`A rendered path leads outside: ${path}`);
  const foreign: string[] = [];
  const edited: string[] = [];
  const changes: FileChange[] = [];
  const paths = new Set([...wanted.keys(), ...(before?.files.keys() ?? [])]);
  for (const path of [...paths].sort()) {
    const there = readInside(folder, path);
    const hash = there && hashOf(there);
    const known = before?.files.get(path);
    if (hash !== undefined && hash !== wanted.get(path)) {
      if (!known) foreign.push(path);
      else if (!known.includes(hash)) edited.push(path);
    }
    if (wanted.has(path))
      changes.push({ path, change: changeOf(hash, wanted.get(path)) });
    else if (there) changes.push({ path, change: 'removed' });
  }
  if (foreign.length > 0)
    throw new BadInputError(
      `${folder} has files that were not rendered, and would be overwritten: ${foreign.join(
        ', ',
      )}`,
    );
  if (edited.length > 0 && !overwrite)
    throw new BadInputError(
      `${folder} has files that were changed by hand since they were rendered: ${edited.join(
        ', ',
      )}; change the document instead, or say --overwrite`,
    );
  const after = {
    lakehouse,
    files: new Map([...wanted].map(([path, hash]) => [path, [hash]])),
  };
  return { changes, before, after };
}

function changeOf(
  hash: string | undefined,
  wanted: string | undefined,
): FileChange['change'] {
  if (hash === undefined) return 'added';
  return hash === wanted ? 'unchanged' : 'changed';
}

function markerOf(folder: string): FolderMarker | undefined {
  const text = readInside(folder, MARKER_FILE)?.toString('utf8');
  return text === undefined
    ? undefined
    : parseMarker(text, `${folder}/${MARKER_FILE}`);
}
