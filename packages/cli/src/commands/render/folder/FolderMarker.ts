import { createHash } from 'node:crypto';
import { BadInputError } from '../../../errors/BadInputError';

/**
 * File that tells which files of a folder were rendered. It has no ending, so that neither `kubectl apply -f` nor Argo CD
 * takes it for a manifest.
 */
export const MARKER_FILE = '.lakehouse-rendered';
const VERSION = 1;

/** What was rendered into a folder. */
export interface FolderMarker {
  /** Of the lakehouse. */
  lakehouse: string;
  /**
   * SHA-256 of each file, by its path. Two while a render is being written: that of before, and that of after, so that a
   * render that was killed can be done again.
   */
  files: Map<string, string[]>;
}

/** SHA-256 in hexadecimal digits. */
export function hashOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The marker as a text, the same for the same content. */
export function markerText({ lakehouse, files }: FolderMarker): string {
  return `${JSON.stringify(
    {
      version: VERSION,
      note: 'Written by lakehouse render: these files are its own, and may be replaced or removed by it.',
      lakehouse,
      files: Object.fromEntries(
        [...files].sort(([one], [other]) => (one < other ? -1 : 1)),
      ),
    },
    null,
    2,
  )}\n`;
}

/**
 * Reads a marker. It may have been changed by anybody: a path in it that leads out of the folder is refused.
 *
 * @throws BadInputError when it is none.
 */
export function parseMarker(text: string, what: string): FolderMarker {
  const broken = (why: string) =>
    new BadInputError(
      `${what} is damaged (${why}): remove the folder, or render into another`,
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw broken(`not JSON: ${(error as Error).message}`);
  }
  const { version, lakehouse, files } = (value ?? {}) as Record<
    string,
    unknown
  >;
  if (version !== VERSION) throw broken(`version ${String(version)}`);
  if (typeof lakehouse !== 'string') throw broken('no name of a lakehouse');
  if (typeof files !== 'object' || files === null || Array.isArray(files))
    throw broken('no files');
  const entries = Object.entries(files as Record<string, unknown>);
  for (const [path, hashes] of entries) {
    if (!isInside(path)) throw broken(`"${path}" leads outside`);
    if (!Array.isArray(hashes) || !hashes.every(h => typeof h === 'string'))
      throw broken(`no hashes of ${path}`);
  }
  return { lakehouse, files: new Map(entries as [string, string[]][]) };
}

/** Whether a path of `/`-separated names stays in its folder. */
export function isInside(path: string): boolean {
  return (
    path !== MARKER_FILE &&
    !/[\\\0]/.test(path) &&
    path.split('/').every(name => !['', '.', '..'].includes(name))
  );
}
