import type { RenderedFile } from '@lakehouse-portal/blueprint';
import {
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { MARKER_FILE, markerText } from './FolderMarker';
import { inspectInside } from './folderState';
import type { FolderPlan } from './planFolder';

/**
 * Carries out a plan. The marker is written first, with the old and the new content of every file: whenever the process ends,
 * the next render knows its own files.
 */
export function writeFolder(
  folder: string,
  files: readonly RenderedFile[],
  { changes, before, after }: FolderPlan,
): void {
  const isDone =
    before !== undefined &&
    markerText(before) === markerText(after) &&
    changes.every(({ change }) => change === 'unchanged');
  if (isDone) return;
  mkdirSync(folder, { recursive: true });
  const both = new Map(after.files);
  for (const [path, hashes] of before?.files ?? [])
    both.set(path, [...new Set([...hashes, ...(both.get(path) ?? [])])]);
  write(folder, MARKER_FILE, markerText({ ...after, files: both }));
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  for (const { path, change } of changes) {
    if (change === 'removed') remove(folder, path);
    else if (change !== 'unchanged') write(folder, path, texts.get(path)!);
  }
  write(folder, MARKER_FILE, markerText(after));
}

/** A file is there as a whole or not at all. */
function write(folder: string, path: string, text: string): void {
  const target = join(folder, ...path.split('/'));
  inspectInside(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  const temporary = `${target}.lakehouse-tmp`;
  // What a render that was killed has left.
  rmSync(temporary, { force: true });
  writeFileSync(temporary, text, { flag: 'wx' });
  renameSync(temporary, target);
}

/** With the folders that it leaves empty. */
function remove(folder: string, path: string): void {
  inspectInside(folder, path);
  rmSync(join(folder, ...path.split('/')));
  for (let parent = dirname(path); parent !== '.'; parent = dirname(parent)) {
    try {
      rmdirSync(join(folder, parent));
    } catch {
      return; // Not empty: somebody else's file is in it.
    }
  }
}
