import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import {
  MB,
  type PublishedFormula,
  shareSmallerThan,
} from './PublishedFormula';

/** Fewer are not worth optimizing. */
const MIN_FILES = 16;

/**
 * Nimtable's flag of a table, 0 or 1. Its rule of uneven sizes is left out: it decides nothing where, as here, all files of
 * a table are alike.
 */
export const nimtable: PublishedFormula = {
  name: 'Nimtable flag',
  badness: files => (isFlagged(files) ? 1 : 0),
};

function isFlagged(files: FileStatistics): boolean {
  if (files.dataFiles < MIN_FILES) return false;
  const small = shareSmallerThan(files, 32 * MB);
  const medium = shareSmallerThan(files, 128 * MB) - small;
  return small > 0.3 || files.dataFiles > 1000 || medium > 0.4;
}
