import { strToU8, zipSync } from 'fflate';
import type { RenderedFile } from '@lakehouse-portal/blueprint';

/** The same files give the same bytes: a fixed time instead of that of packing. ZIP knows none before 1980. */
const TIME = new Date(1980, 0, 1);

/** A ZIP archive with the files in a folder. */
export function packFiles(
  folder: string,
  files: readonly RenderedFile[],
): Uint8Array {
  return zipSync(
    Object.fromEntries(
      files.map(({ path, text }) => [`${folder}/${path}`, strToU8(text)]),
    ),
    { mtime: TIME },
  );
}
