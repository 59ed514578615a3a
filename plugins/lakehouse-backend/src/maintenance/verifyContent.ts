import {
  contentSegments,
  type ContentChecksum,
  type ContentSegment,
} from '@lakehouse-portal/maintenance';
import type {
  ContentCheck,
  RunVerification,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableMaintenance } from '@lakehouse-portal/plugin-lakehouse-node';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';

const NO_ROWS: ContentChecksum = { rows: '0' };

/**
 * Compares the rows before and after rewrites that were not compared yet.
 *
 * @param snapshotIds - of all the run's rewrites so far, in order.
 * @returns what was known with what was found; the same object when there was nothing to compare.
 */
export async function verifyContent(options: {
  maintenance: TableMaintenance;
  metadata: TableMetadata;
  snapshotIds: readonly string[];
  known: RunVerification;
  signal?: AbortSignal;
}): Promise<RunVerification> {
  const { known, metadata, snapshotIds } = options;
  const compared = new Set(known.comparedSnapshots);
  const open = snapshotIds.filter(id => !compared.has(id));
  if (open.length === 0) {
    return known;
  }
  const { segments, missing } = contentSegments(open, metadata);
  const checks: ContentCheck[] = [];
  for (const segment of segments) {
    checks.push(await compare(segment, options));
  }
  return {
    ...known,
    content: [...known.content, ...checks],
    comparedSnapshots: [...known.comparedSnapshots, ...open],
    notCompared: [...known.notCompared, ...missing],
  };
}

async function compare(
  segment: ContentSegment,
  {
    maintenance: { executor, table },
    signal,
  }: { maintenance: TableMaintenance; signal?: AbortSignal },
): Promise<ContentCheck> {
  const before =
    segment.before === undefined
      ? NO_ROWS
      : await executor.checksum(table, { snapshotId: segment.before, signal });
  const after = await executor.checksum(table, {
    snapshotId: segment.after,
    signal,
  });
  const isComparable =
    before.checksum !== undefined && after.checksum !== undefined;
  return {
    ...segment,
    rowsBefore: before.rows,
    rowsAfter: after.rows,
    checksumBefore: before.checksum,
    checksumAfter: after.checksum,
    same:
      before.rows === after.rows &&
      (!isComparable || before.checksum === after.checksum),
    ...(after.leftOut?.length && { leftOut: after.leftOut }),
  };
}

/** The first pair that differs, in a sentence for whoever has to act on it. */
export function describeDifference(
  verification: RunVerification,
): string | undefined {
  const differing = verification.content.find(check => !check.same);
  if (!differing) {
    return undefined;
  }
  const { before, after, rowsBefore, rowsAfter } = differing;
  const what =
    rowsBefore === rowsAfter
      ? `both have ${rowsBefore} rows, and other values in them`
      : `${rowsBefore} rows before, ${rowsAfter} after`;
  return `THE ROWS OF THE TABLE HAVE CHANGED, which maintenance must never do: ${what} (snapshots ${
    before ?? 'none'
  } and ${after}). Roll the table back to snapshot ${
    before ?? 'none'
  } before anything expires.`;
}
