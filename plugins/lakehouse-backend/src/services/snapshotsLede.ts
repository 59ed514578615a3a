import type { TableSnapshots } from '@lakehouse-portal/plugin-lakehouse-common';
import {
  formatAge,
  formatDate,
  formatDuration,
} from '@lakehouse-portal/table-health';
import type { Snapshot, TableMetadata } from '@lakehouse-portal/table-metadata';
import { figureOf, mainLineage } from './snapshotLine';
import { capitalized, counted, listed } from './words';
import { isoTime } from '../isoTime';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What opens the Snapshots tab: how far back one can travel, and what has built up since the last compaction. */
export function snapshotsLede(
  metadata: TableMetadata,
  oldestFirst: Snapshot[],
  nowMs: number,
): TableSnapshots['lede'] {
  const [first] = oldestFirst;
  if (!first) {
    return {
      headline: metadata.warnings.some(
        ({ code }) => code === 'snapshot-unreadable',
      )
        ? 'None of the snapshots of this table can be read.'
        : 'Nothing has been written to this table yet, so it has no snapshots.',
      detail: '',
    };
  }
  // A query by time goes along main; what else is kept is read by its name or id.
  const lineage = mainLineage(metadata);
  const main = oldestFirst.filter(({ snapshotId }) => lineage.has(snapshotId));
  const oldest = main[0] ?? first;
  const branches = metadata.refs.filter(ref => ref.type === 'branch').length;
  const tags = metadata.refs.filter(ref => ref.type === 'tag').length;
  const counts = [
    counted(oldestFirst.length, 'snapshot'),
    ...(branches > 0 ? [counted(branches, 'branch', 'branches')] : []),
    ...(tags > 0 ? [counted(tags, 'tag')] : []),
  ];
  const headline =
    oldestFirst.length === 1
      ? `There is one snapshot, from ${formatDate(
          oldest.timestampMs,
          nowMs,
        )}: no earlier state to travel back to.`
      : `You can travel back ${formatDuration(
          nowMs - oldest.timestampMs,
        )}, to ${formatMoment(oldest.timestampMs, nowMs)}.`;
  const detail = [
    `${capitalized(listed(counts))}.`,
    oldest !== first &&
      `Older ones, from ${formatMoment(
        first.timestampMs,
        nowMs,
      )} on, are read by branch, tag or id.`,
    sinceCompaction(main, nowMs),
  ];
  return { headline, detail: detail.filter(Boolean).join(' ') };
}

/** @param main - Oldest first. */
function sinceCompaction(main: Snapshot[], nowMs: number): string {
  const at = main.findLastIndex(isCompaction);
  const current = main.at(-1);
  const deleteFiles =
    current && figureOf(current.summary, 'total-delete-files');
  if (at < 0) {
    return deleteFiles
      ? `No compaction is among them; ${counted(
          deleteFiles,
          'delete file',
        )} must be applied by every read.`
      : 'No compaction is among them.';
  }
  const age = formatAge(main[at].timestampMs, nowMs);
  const commits = main.length - 1 - at;
  if (commits === 0) {
    return `The newest is a compaction, ${age}.`;
  }
  return deleteFiles
    ? `Since the last compaction, ${age}, ${counted(
        deleteFiles,
        'delete file',
      )} have built up: every read applies them.`
    : `Since the last compaction, ${age}, ${counted(
        commits,
        'commit',
      )} followed.`;
}

/** A rewrite of manifests is a replacement too, but of no data file. */
function isCompaction({ operation, summary }: Snapshot): boolean {
  return (
    operation === 'replace' &&
    summary['added-data-files'] !== '0' &&
    summary['added-data-files'] !== undefined
  );
}

/** The day; of the last two days also the time of day, which matters then. */
function formatMoment(timestampMs: number, nowMs: number): string {
  const day = formatDate(timestampMs, nowMs);
  return nowMs - timestampMs < 2 * DAY_MS
    ? `${day}, ${isoTime(timestampMs).slice(11, 16)} UTC`
    : day;
}
