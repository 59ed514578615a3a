import {
  type FileIO,
  type FileStatistics,
  type ManifestEntry,
  readManifest,
  readManifestList,
  type TableMetadata,
} from '../../src';
import { must } from '../engine/OracleViolation';
import { naiveStatistics } from '../reference/naiveStatistics';
import { attemptAsync } from './attempt';
import { checkPlainNumbers } from './checkMetadata';
import { isBeside } from './isBeside';

/** What must hold of the statistics of any table: sums as a naive count gives them, and gaps named. */
export async function checkStatistics(
  io: FileIO,
  metadata: TableMetadata,
  statistics: FileStatistics,
): Promise<void> {
  checkPlainNumbers(statistics, 'statistics');
  checkSigns(statistics);
  const { entries, isWhole, isClear } = await readNaively(
    io,
    metadata,
    statistics.snapshotId,
  );
  must(
    isWhole || statistics.incomplete,
    'incomplete',
    () =>
      'a manifest could not be read, but the statistics are called complete',
  );
  must(
    !statistics.incomplete || statistics.warnings.length > 0,
    'incomplete-unexplained',
    () => 'incomplete without a warning',
  );
  if (!isClear) return;
  const isUnsound = statistics.warnings.some(
    ({ code }) => code === 'file-number-unsound',
  );
  for (const [name, expected] of Object.entries(naiveStatistics(entries))) {
    // What such a file counts as is the reader's choice, which it says.
    if (isUnsound && typeof expected === 'bigint') continue;
    const found = statistics[name as keyof FileStatistics];
    must(
      found === expected,
      `statistics-${name}`,
      () => `${name}: ${String(found)} instead of ${String(expected)}`,
    );
  }
  const inHistogram = statistics.histogram.reduce(
    (sum, { count }) => sum + count,
    0,
  );
  must(
    inHistogram === statistics.dataFiles,
    'histogram',
    () =>
      `${inHistogram} files in the histogram instead of ${statistics.dataFiles}`,
  );
}

interface NaiveReading {
  entries: ManifestEntry[];
  /** False when a manifest cannot be read in any way. */
  isWhole: boolean;
  /** False when a manifest is damaged where no count looks: whoever does not look there either can read it. */
  isClear: boolean;
}

/** Negative sizes and counts are in no sound table. */
function checkSigns(statistics: FileStatistics): void {
  if (statistics.warnings.length > 0) return;
  for (const [name, value] of Object.entries(statistics))
    must(
      (typeof value !== 'bigint' && typeof value !== 'number') ||
        value >= 0 ||
        name.endsWith('Ms'),
      'negative',
      () => `${name} is ${String(value)}, and no warning says why`,
    );
}

async function readNaively(
  io: FileIO,
  metadata: TableMetadata,
  snapshotId: string,
): Promise<NaiveReading> {
  const snapshot = metadata.snapshots.find(s => s.snapshotId === snapshotId);
  const list =
    snapshot &&
    (snapshot.manifestList !== undefined || snapshot.manifests !== undefined)
      ? await attemptAsync(() => readManifestList(io, metadata, snapshot))
      : undefined;
  if (!list) return { entries: [], isWhole: false, isClear: true };
  const distinct = new Map(list.map(item => [item.manifestPath, item]));
  const entries: ManifestEntry[] = [];
  let isWhole = true;
  let isClear = true;
  for (const manifest of distinct.values()) {
    let isOnlyBeside = false;
    const [all, few] = await Promise.all(
      (['all', 'none'] as const).map(columnStatistics =>
        attemptAsync(
          () => readManifest(io, manifest, metadata, { columnStatistics }),
          error => {
            isOnlyBeside ||= isBeside(error);
          },
        ),
      ),
    );
    if (all) entries.push(...all);
    if (isOnlyBeside) isClear = false;
    else if (!few) isWhole = false;
    if (Boolean(all) !== Boolean(few)) isClear = false;
  }
  return { entries, isWhole, isClear };
}
