import type {
  TableDetail,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import {
  formatAge,
  formatBytes,
  type PropertyExplanation,
} from '@lakehouse-portal/table-health';
import type { TableDocuments } from '../database';
import { describePartitioning } from './describeTable';
import { writerOf } from './snapshotLine';
import { counted, listed, sentence } from './words';

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
    return `${about}Nothing has been written to it yet.`;
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
  const { metadata } = documents;
  const sentences: string[] = [];
  const newest = metadata.snapshots.find(
    ({ snapshotId }) => snapshotId === metadata.currentSnapshotId,
  );
  if (newest) {
    const writer = writerOf(newest);
    sentences.push(
      `Last written ${formatAge(newest.timestampMs, nowMs)}${
        writer ? ` by ${writer}` : ''
      }.`,
    );
  }
  const poor = properties
    .filter(property => property.verdict === 'poor')
    .map(property => property.name);
  if (poor.length === 1) {
    sentences.push(`One of its settings could be better: ${poor[0]}.`);
  } else if (poor.length > 1) {
    const named =
      poor.length > 3
        ? `${poor.slice(0, 3).join(', ')} and ${poor.length - 3} more`
        : listed(poor);
    sentences.push(`${poor.length} of its settings could be better: ${named}.`);
  }
  const warnings =
    metadata.warnings.length + (documents.statistics?.warnings.length ?? 0);
  if (warnings > 0) {
    sentences.push(
      `${counted(
        warnings,
        'part',
      )} of its metadata could not be read as the specification has it.`,
    );
  }
  return sentences.join(' ');
}
