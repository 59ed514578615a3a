import type { FileStatistics } from '@lakehouse-portal/table-metadata';
import { MB, type PublishedFormula } from './PublishedFormula';

const TARGET_BYTES = (2 * 256 - 10) * MB;
const REWRITTEN_BYTES_PER_S = 2 * MB;
const MEMORY_GB = 2;
const START_GB_HOURS = 0.5;

/** OpenHouse's layout strategy: files that a compaction would save, for each GB·hour that it costs. Every file here is below its target. */
export const openHouse: PublishedFormula = {
  name: 'OpenHouse gain/cost',
  badness: files => openHouseScore(files),
};

/** The gain over the cost, of a table all of whose files are worth rewriting. */
export function openHouseScore({
  dataFiles,
  dataBytes,
}: Pick<FileStatistics, 'dataFiles' | 'dataBytes'>): number {
  const bytes = Number(dataBytes);
  const gain = Math.max(0, dataFiles - Math.ceil(bytes / TARGET_BYTES));
  const hours = bytes / REWRITTEN_BYTES_PER_S / 3600;
  return gain / (hours * MEMORY_GB + START_GB_HOURS);
}
