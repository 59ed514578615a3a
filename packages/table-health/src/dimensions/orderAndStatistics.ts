import type {
  ColumnClustering,
  FileStatistics,
} from '@lakehouse-portal/table-metadata';
import type { SpeedCurves } from '../curves';
import { orderFreeShare, pointsOn } from '../curves';
import { formatCount, formatShare } from '../format';
import { countOf } from '../format/countOf';
import type { AilmentId, HealthDimension } from '../model';
import { leadingSortColumn } from '../layout/leadingSortColumn';
import { partitionColumns } from '../layout/partitionColumns';
import { sortColumns } from '../layout/sortColumns';
import type { JudgeContext } from './JudgeContext';
import { knownDimension, unknownDimension } from './knownDimension';
import { unknownFiles } from './unknownFiles';

const threshold = 'a narrow filter opens at most 25 % of the files';
const unsortedFromPoints = 5;

/** Where so many files say that they were written in the declared order, writers kept it. */
const keptFromShare = 0.9;

/** A table whose files mostly lack bounds is named, whether or not it is large enough to suffer. */
const missingStatisticsFromShare = 0.1;

/** Whether bounds let a reader skip files: order in the data, and statistics at all. */
export function orderAndStatistics(context: JudgeContext): HealthDimension {
  const { files, layout, curves } = context;
  if (!files || !layout) {
    return unknownFiles(
      context,
      'order-and-statistics',
      threshold,
      curves.orderFiles.source,
    );
  }
  if (files.incomplete) {
    return unknownDimension({
      id: 'order-and-statistics',
      threshold,
      thresholdSource: curves.orderFiles.source,
      value: 'Some manifests could not be read',
      howToKnow:
        'Repair or rewrite the manifests that the warnings name, then scan again',
    });
  }
  // Of one file there is nothing to skip, however its values lie.
  if (files.dataFiles > 1 && isNotMeasured(files)) {
    return unknownDimension({
      id: 'order-and-statistics',
      threshold,
      thresholdSource: curves.orderFiles.source,
      value: 'What this table is read through does not tell how its values lie',
      howToKnow:
        'Connect the catalog of the table itself: its manifests have the bounds of each file',
    });
  }
  const unbounded = columnWithoutBounds(context, files);
  const best = unbounded ? { share: 1, column: unbounded } : shareOpened(files);
  const byBest = orderPoints(files, layout.excess, best.share, curves);
  const declared = declaredShare(context, files);
  const byDeclared = declared
    ? orderPoints(
        files,
        layout.excess,
        declared.share,
        curves,
        declared.filesAtBest,
      )
    : 0;
  // Which column is filtered on is not known here: the owner, who declared an order, knows best.
  const isDeclared = declared !== undefined && byDeclared >= byBest;
  const { share, column } = isDeclared ? declared : best;
  const cost = Math.max(byBest, byDeclared);
  // No rewrite cures what writers are told to leave out, and no order shows without it.
  const ailments = unbounded ? [] : ailmentsOf(files, cost);
  return knownDimension({
    id: 'order-and-statistics',
    cost,
    value: unbounded
      ? `No file has bounds of ${unbounded}`
      : valueOf(files, share, column),
    valueDetail:
      files.dataFiles === 0
        ? undefined
        : `${
            cost > 0 || files.dataFiles === 1
              ? ''
              : whyFree(
                  share,
                  mostForOrder(files, layout.excess, curves),
                  curves,
                )
          }${byOther(
            cost > 0 && best.column !== column ? best : undefined,
          )}${boundsOf(files)}`,
    threshold,
    thresholdSource: curves.orderFiles.source,
    cause:
      cost === 0 && ailments.length === 0
        ? undefined
        : causeOf(context, files, ailments, unbounded),
    ailments,
    evidence: {
      ...(share === undefined
        ? {}
        : { shareOfFilesOpened: Math.round(share * 1000) / 1000 }),
      ...(column === undefined ? {} : { column }),
      ...(declared === undefined ? {} : { declaredColumn: declared.column }),
      filesWithoutBounds: files.columnStatistics.filesWithoutBounds,
      columnsWithBounds: files.columnStatistics.columnsWithBounds,
      columns: files.columnStatistics.columns,
      dataFiles: files.dataFiles,
    },
  });
}

/** Read through Trino: that there is no figure does not mean that there is no column to order by, or none with bounds. */
function isNotMeasured(files: FileStatistics): boolean {
  return (
    files.clustering.length === 0 &&
    files.warnings.some(({ code }) => code === 'clustering-unknown')
  );
}

/** Those of which writers give bounds, and filters are narrow: whole numbers, dates and times. */
const ORDERED_TYPES = new Set([
  'long',
  'timestamp',
  'timestamptz',
  'timestamp_ns',
  'timestamptz_ns',
  'date',
]);

/**
 * The column that order would be judged by, where other columns have bounds and none of these has any: writers left them out,
 * or it has no values. That nothing can be said of the order is no reason to call it good.
 */
function columnWithoutBounds(
  { input: { metadata } }: JudgeContext,
  files: FileStatistics,
): string | undefined {
  if (
    files.dataFiles === 0 ||
    files.clustering.length > 0 ||
    files.columnStatistics.filesWithoutBounds > 0 ||
    isNotMeasured(files)
  ) {
    return undefined;
  }
  const schema = metadata.schemas.find(
    ({ schemaId }) => schemaId === metadata.currentSchemaId,
  );
  return schema?.fields.find(
    ({ type }) => type.kind === 'primitive' && ORDERED_TYPES.has(type.name),
  )?.name;
}

function withoutBoundsCause(
  { input: { metadata } }: JudgeContext,
  column: string,
): string {
  const property = `write.metadata.metrics.column.${column}`;
  const mode = metadata.properties[property]?.toLowerCase();
  return mode === 'none' || mode === 'counts'
    ? `${property} is ${mode}: writers leave the bounds out, and a filter on it opens each file. Without that property, files that are written anew have them`
    : `Writers left out the bounds of ${column}, or it has no values: a filter on it opens each file`;
}

/** What a filter opens of the files, on one column. */
interface Opened {
  share?: number;
  column?: string;
}

/**
 * Share of all files that a narrow filter opens, on the column where it opens fewest. Files
 * without bounds are always opened. No share: no column that order could be judged by.
 */
function shareOpened(files: FileStatistics): Opened {
  if (files.dataFiles === 0) {
    return {};
  }
  let best: Opened = {};
  for (const clustering of files.clustering) {
    const share = shareOf(files, clustering);
    if (best.share === undefined || share < best.share) {
      best = { share, column: clustering.column };
    }
  }
  const withoutAny = shareWithoutBounds(files);
  return best.share === undefined && withoutAny > 0
    ? { share: withoutAny }
    : best;
}

/**
 * The same on the column that the declared order begins with. Each partition opens a file of its own at best, unless they
 * divide that column.
 */
function declaredShare(
  { input: { metadata } }: JudgeContext,
  files: FileStatistics,
): (Required<Opened> & { filesAtBest: number }) | undefined {
  const leading = leadingSortColumn(metadata);
  const clustering =
    leading &&
    files.clustering.find(({ fieldId }) => fieldId === leading.fieldId);
  if (!clustering || files.dataFiles === 0) {
    return undefined;
  }
  return {
    share: shareOf(files, clustering),
    column: clustering.column,
    filesAtBest: partitionColumns(metadata).has(clustering.fieldId)
      ? 1
      : files.partitions,
  };
}

function shareOf(
  files: FileStatistics,
  { filesPerPoint, filesWithBounds }: ColumnClustering,
): number {
  const bounded = Math.min(
    1,
    filesWithBounds / files.dataFiles,
    1 - shareWithoutBounds(files),
  );
  return Math.min(1, Math.max(0, filesPerPoint)) * bounded + (1 - bounded);
}

function shareWithoutBounds({
  columnStatistics,
  dataFiles,
}: FileStatistics): number {
  return Math.min(1, columnStatistics.filesWithoutBounds / dataFiles);
}

function orderPoints(
  files: FileStatistics,
  excess: number,
  share: number | undefined,
  curves: SpeedCurves,
  filesAtBest = 1,
): number {
  if (share === undefined || files.dataFiles < 2) {
    return 0;
  }
  // Of two or three files a sorted table opens more than a quarter: that is as good as it gets.
  const atBest = (1.5 * filesAtBest) / files.dataFiles;
  if (atBest >= 1) {
    return 0;
  }
  const free = Math.min(0.95, Math.max(orderFreeShare, atBest));
  if (share <= free) {
    return 0;
  }
  const lost = Math.max(openedAtRandom(files.dataFiles), 1.25 * free);
  const part = Math.min(1, Math.log10(share / free) / Math.log10(lost / free));
  return part * mostForOrder(files, excess, curves);
}

/** What a table without any order would cost. */
function mostForOrder(
  files: FileStatistics,
  excess: number,
  curves: SpeedCurves,
): number {
  return Math.max(
    pointsOn(curves.orderRows, Number(files.dataRecords)),
    pointsOn(curves.orderFiles, excess),
  );
}

/**
 * What {@link shareOpened} says of files in random order whose bounds all differ: it looks at the table from each bound, and
 * from the first lower bound one file is open, from the last one all are.
 */
function openedAtRandom(dataFiles: number): number {
  return (dataFiles + 1) / (2 * dataFiles);
}

function ailmentsOf(files: FileStatistics, cost: number): AilmentId[] {
  const missing =
    files.dataFiles > 0 &&
    files.columnStatistics.filesWithoutBounds / files.dataFiles >=
      missingStatisticsFromShare;
  if (missing) {
    return ['missing-statistics'];
  }
  return cost >= unsortedFromPoints ? ['unsorted'] : [];
}

function valueOf(
  files: FileStatistics,
  share: number | undefined,
  column: string | undefined,
): string {
  const { filesWithoutBounds } = files.columnStatistics;
  if (files.dataFiles === 0) {
    return 'No data files';
  }
  if (filesWithoutBounds > 0) {
    return `${formatCount(filesWithoutBounds)} of ${countOf(
      files.dataFiles,
      'file',
    )} have no column statistics`;
  }
  if (files.dataFiles === 1) {
    return 'One file: nothing to skip';
  }
  return share === undefined || column === undefined
    ? 'No number, date or time column to judge order by'
    : `A filter on ${column} opens ${openedShare(share)}`;
}

function boundsOf({ columnStatistics }: FileStatistics): string {
  return `Bounds for ${formatCount(
    columnStatistics.columnsWithBounds,
  )} of ${countOf(columnStatistics.columns, 'column')}`;
}

/** Why a share above the threshold costs nothing. */
function whyFree(
  share: number | undefined,
  most: number,
  curves: SpeedCurves,
): string {
  if (share === undefined || share <= orderFreeShare) {
    return '';
  }
  return most === 0
    ? `Too small to matter: that begins at ${formatCount(
        curves.orderRows.knots[0][0],
      )} rows, or ${formatCount(
        curves.orderFiles.knots[0][0],
      )} files per 128 MB. `
    : 'To open fewer is hardly possible. ';
}

function byOther(other: Opened | undefined): string {
  return other?.share === undefined || other.column === undefined
    ? ''
    : `One on ${other.column} opens ${openedShare(other.share)}. `;
}

function openedShare(share: number): string {
  return share > 0.995 ? 'every file' : `${formatShare(share)} of the files`;
}

function causeOf(
  context: JudgeContext,
  files: FileStatistics,
  ailments: AilmentId[],
  unbounded: string | undefined,
): string {
  const { metadata } = context.input;
  if (unbounded !== undefined) {
    return withoutBoundsCause(context, unbounded);
  }
  if (ailments.includes('missing-statistics')) {
    const mode = metadata.properties['write.metadata.metrics.default'];
    return mode?.toLowerCase() === 'none'
      ? 'write.metadata.metrics.default is none: writers leave out the bounds, and a filter opens each of these files'
      : 'Their writer left out the bounds: a filter opens each of these files';
  }
  const declared = sortColumns(metadata);
  if (declared.length > 0) {
    const inOrder =
      files.filesBySortOrder[String(metadata.defaultSortOrderId)] ?? 0;
    return `The table declares an order by ${declared.join(', ')}, but its ${
      inOrder >= keptFromShare * files.dataFiles
        ? 'files overlap: each is in order by itself, and nothing has merged them'
        : "files overlap: writers didn't keep it"
    }`;
  }
  return files.partitions > 1
    ? 'Rows come in no order within partitions, and no sort order is set'
    : 'Rows come in no order, and no sort order is set';
}
