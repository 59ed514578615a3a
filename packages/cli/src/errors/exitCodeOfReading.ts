import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import { FAILURE } from './exitCodeOf';

const UNREADABLE: ReadonlySet<string> = new Set([
  'manifest-list-missing',
  'manifest-list-unreadable',
  'manifest-unreadable',
]);

/**
 * The exit code for what was read of a table: damage in parts of it is a warning, but where no file at all could be counted,
 * as nothing that lists them could be read, an answer of zeros must not pass for one.
 *
 * @param files - Undefined where there is no current snapshot.
 */
export function exitCodeOfReading(files: FileStatistics | undefined): number {
  if (!files?.incomplete) return 0;
  const counted =
    files.dataFiles +
    files.positionDeleteFiles +
    files.equalityDeleteFiles +
    files.deletionVectors;
  return counted === 0 &&
    files.warnings.some(({ code }) => UNREADABLE.has(code))
    ? FAILURE
    : 0;
}
