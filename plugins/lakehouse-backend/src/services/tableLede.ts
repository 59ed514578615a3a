import type {
  TableDetail,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import {
  formatAge,
  formatBytes,
  type PropertyExplanation,
} from '@lakehouse-portal/table-health';
import type { Snapshot } from '@lakehouse-portal/table-metadata';
import type { TableDocuments } from '../database';
import { describePartitioning } from './describeTable';
import { writerOf } from './snapshotLine';
import { withoutCurrentSnapshot } from './withoutCurrentSnapshot';
import { capitalized, counted, listed, sentence, spelled } from './words';

/** What opens the Table tab: what the table holds, who writes it, and what its settings cost. */
export function tableLede(table: {
  summary: TableSummary;
  documents: TableDocuments;
  properties: PropertyExplanation[];
  names: Map<number, string>;
  nowMs: number;
}): TableDetail['lede'] {
  return { headline: headline(table), detail: detail(table) };
}

function headline({
  summary,
  documents,
  names,
}: Parameters<typeof tableLede>[0]): string {
  const { metadata, statistics } = documents;
  const about = summary.description ? `${sentence(summary.description)} ` : '';
  if (metadata.currentSnapshotId === undefined) {
    return about + withoutCurrentSnapshot(metadata);
  }
  if (!statistics) {
    return `${about}How much it holds is unknown.`;
  }
  const spec = metadata.partitionSpecs.find(
    ({ specId }) => specId === metadata.defaultSpecId,
  );
  const isPartitioned =
    spec?.fields.some(field => field.transform !== 'void') ?? false;
  const atLeast = statistics.incomplete ? 'At least ' : '';
  const deleted =
    statistics.positionDeleteFiles +
      statistics.equalityDeleteFiles +
      statistics.deletionVectors >
    0;
  const rows = counted(Number(statistics.dataRecords), 'row');
  const files = `${counted(statistics.dataFiles, 'file')} (${formatBytes(
    statistics.dataBytes,
  )})`;
  return `${about}${atLeast}${rows}${
    deleted ? ' before deletes' : ''
  } in ${files}, ${
    spec && isPartitioned
      ? `partitioned by ${describePartitioning(spec, names)}`
      : 'not partitioned'
  }.`;
}

function detail({
  documents,
  properties,
  nowMs,
}: Parameters<typeof tableLede>[0]): string {
  const { metadata, statistics } = documents;
  const newest = metadata.snapshots.find(
    ({ snapshotId }) => snapshotId === metadata.currentSnapshotId,
  );
  const poor = properties.filter(property => property.verdict === 'poor');
  // What the way of reading can't tell is no damage of the table.
  const warnings = [
    ...metadata.warnings,
    ...(statistics?.warnings ?? []),
  ].filter(({ isLimit }) => !isLimit).length;
  return [
    newest && lastWritten(newest, nowMs),
    poor.length > 0 && couldBeBetter(poor.map(property => property.name)),
    warnings > 0 &&
      `${counted(
        warnings,
        'part',
      )} of its metadata could not be read as the specification has it.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function lastWritten(newest: Snapshot, nowMs: number): string {
  const age = formatAge(newest.timestampMs, nowMs);
  const when = / ago$|^just now$/.test(age) ? age : `on ${age}`;
  const writer = writerOf(newest);
  return `Last written ${when}${writer ? ` by ${writer}` : ''}.`;
}

function couldBeBetter(names: string[]): string {
  const named =
    names.length > 3
      ? [...names.slice(0, 3), `${names.length - 3} more`]
      : names;
  return `${capitalized(
    spelled(names.length),
  )} of its settings could be better: ${listed(named)}.`;
}
