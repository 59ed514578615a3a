import type { DeleteSet, FileSet, TablePlan } from './FilePlan';

/** What shapes have in common: left out together when it is asked what would be known without them. */
export type Family =
  | 'healthy'
  | 'small files'
  | 'over-partitioned'
  | 'manifests'
  | 'position deletes'
  | 'equality deletes'
  | 'deletion vectors'
  | 'order'
  | 'statistics'
  | 'snapshots'
  | 'combinations';

/** A table in a state that tables get into. */
export interface Shape {
  name: string;
  title: string;
  family: Family;
  /** The shape that it differs from in one thing; of combinations, in the ones that the title names. */
  differsFrom: string;
  plan: TablePlan;
}

/** Four files in order, one manifest, one snapshot: what all others are measured against. */
export const TWIN = 'twin';

function files(part: Partial<FileSet> = {}): FileSet {
  const {
    files: count = 4,
    partitionBy,
    order = 'sorted',
    statistics = true,
    extraShare = 0,
  } = part;
  const id = [
    partitionBy ? `by_${partitionBy}` : `f${count}`,
    order === 'shuffled' ? 'u' : '',
    statistics ? '' : 'n',
    extraShare > 0 ? `x${extraShare * 100}` : '',
    part.id ?? '',
  ].join('');
  return {
    id,
    ...(partitionBy ? { partitionBy } : { files: count }),
    order,
    statistics,
    extraShare,
  };
}

interface Deletes {
  kind: DeleteSet['kind'];
  files?: number;
  manifests?: number;
}

function shape(
  family: Family,
  name: string,
  title: string,
  differsFrom: string,
  fileSet: FileSet,
  part: {
    manifests?: number;
    snapshots?: number;
    deletes?: Deletes;
    vectors?: boolean;
  } = {},
): Shape {
  const { manifests = 1, snapshots = 1, deletes, vectors = false } = part;
  const deleteSet: DeleteSet | undefined = deletes && {
    id: `${fileSet.id}_${deletes.kind}${deletes.files ?? 'each'}`,
    fileSet: fileSet.id,
    kind: deletes.kind,
    files: deletes.files ?? fileSet.files!,
    spread: deletes.files === undefined ? 'per-file' : 'over-all',
  };
  return {
    name,
    title,
    family,
    differsFrom,
    plan: {
      name,
      fileSet,
      ...(deleteSet ? { deleteSet } : {}),
      deletionVectors: vectors,
      manifests,
      deleteManifests: deletes?.manifests ?? 1,
      snapshots,
      formatVersion: vectors ? 3 : 2,
    },
  };
}

const position = (count?: number): Deletes => ({
  kind: 'position',
  files: count,
});
const equality = (count: number, manifests = 1): Deletes => ({
  kind: 'equality',
  files: count,
  manifests,
});

/** All shapes, the twin first. */
export const SHAPES: Shape[] = [
  shape('healthy', TWIN, 'the healthy twin', TWIN, files()),
  shape(
    'healthy',
    'control',
    'control: a second copy of the twin',
    TWIN,
    files({ id: 'copy' }),
  ),
  shape('healthy', 'f20', '20 files', TWIN, files({ files: 20 })),
  shape(
    'over-partitioned',
    'op_month',
    '83 partitions by month, 1 file each',
    TWIN,
    files({ partitionBy: 'month' }),
  ),
  shape(
    'over-partitioned',
    'op_day',
    '2,526 partitions by day, 1 file each',
    TWIN,
    files({ partitionBy: 'day' }),
  ),
  ...[100, 500, 1000, 4000].map(count =>
    shape(
      'small files',
      `f${count}`,
      `${count.toLocaleString('en')} files`,
      TWIN,
      files({ files: count }),
    ),
  ),
  ...[20, 50, 100].map(manifests =>
    shape(
      'manifests',
      `mf${manifests}`,
      `100 files in ${manifests} manifests`,
      'f100',
      files({ files: 100 }),
      { manifests },
    ),
  ),
  shape(
    'manifests',
    'mf250',
    '500 files in 250 manifests',
    'f500',
    files({ files: 500 }),
    { manifests: 250 },
  ),
  ...[5, 30].map(percent =>
    shape(
      'position deletes',
      `pd${percent}`,
      `${percent} % deleted by position, 1 delete file for each data file`,
      TWIN,
      files({ extraShare: percent / 100 }),
      { deletes: position() },
    ),
  ),
  ...[20, 100, 1000].map(count =>
    shape(
      'position deletes',
      `pdm${count}`,
      `5 % deleted by position, in ${count.toLocaleString(
        'en',
      )} files over all data files`,
      TWIN,
      files({ extraShare: 0.05 }),
      { deletes: position(count) },
    ),
  ),
  shape(
    'equality deletes',
    'ed1',
    '1 % deleted by key, in 5 files',
    TWIN,
    files({ extraShare: 0.01 }),
    { deletes: equality(5) },
  ),
  shape(
    'equality deletes',
    'ed5',
    '5 % deleted by key, in 20 files',
    TWIN,
    files({ extraShare: 0.05 }),
    { deletes: equality(20) },
  ),
  shape(
    'equality deletes',
    'ed5m200',
    '5 % deleted by key, in 200 files',
    TWIN,
    files({ extraShare: 0.05 }),
    { deletes: equality(200) },
  ),
  shape(
    'equality deletes',
    'ed30',
    '30 % deleted by key, in 20 files',
    TWIN,
    files({ extraShare: 0.3 }),
    { deletes: equality(20) },
  ),
  ...[5, 30].map(percent =>
    shape(
      'deletion vectors',
      `dv${percent}`,
      `${percent} % deleted by deletion vectors`,
      TWIN,
      files({ extraShare: percent / 100 }),
      { vectors: true },
    ),
  ),
  shape(
    'order',
    'unsorted',
    'rows in random order',
    TWIN,
    files({ order: 'shuffled' }),
  ),
  shape(
    'order',
    'f100_unsorted',
    '100 files, rows in random order',
    'f100',
    files({ files: 100, order: 'shuffled' }),
  ),
  shape(
    'statistics',
    'no_stats',
    'no column statistics',
    TWIN,
    files({ statistics: false }),
  ),
  shape(
    'statistics',
    'f100_no_stats',
    '100 files without column statistics',
    'f100',
    files({ files: 100, statistics: false }),
  ),
  ...[500, 2000].map(snapshots =>
    shape(
      'snapshots',
      `sn${snapshots}`,
      `${snapshots.toLocaleString('en')} snapshots (a promise, no slowness)`,
      TWIN,
      files(),
      { snapshots },
    ),
  ),
  shape(
    'combinations',
    'f1000_unsorted',
    '1,000 files, rows in random order',
    'f1000',
    files({ files: 1000, order: 'shuffled' }),
  ),
  shape(
    'combinations',
    'f1000_mf200',
    '1,000 files in 200 manifests',
    'f1000',
    files({ files: 1000 }),
    { manifests: 200 },
  ),
  shape(
    'combinations',
    'op_day_mf60',
    '2,526 partitions by day, in 60 manifests',
    'op_day',
    files({ partitionBy: 'day' }),
    { manifests: 60 },
  ),
  shape(
    'combinations',
    'f500_pd5',
    '500 files, each with a file of position deletes',
    'f500',
    files({ files: 500, extraShare: 0.05 }),
    { deletes: position() },
  ),
  shape(
    'combinations',
    'f500_dv5',
    '500 files, each with a deletion vector',
    'f500',
    files({ files: 500, extraShare: 0.05 }),
    { vectors: true },
  ),
  shape(
    'combinations',
    'f100_mf50_pdm20',
    '100 files in 50 manifests, 20 files of position deletes over all',
    'mf50',
    files({ files: 100, extraShare: 0.05 }),
    { manifests: 50, deletes: position(20) },
  ),
  shape(
    'combinations',
    'f100_mf50_ed5',
    '100 files in 50 manifests, 5 % deleted by key',
    'mf50',
    files({ files: 100, extraShare: 0.05 }),
    { manifests: 50, deletes: equality(20) },
  ),
  shape(
    'combinations',
    'f100_mf50_no_stats',
    '100 files without statistics in 50 manifests',
    'mf50',
    files({ files: 100, statistics: false }),
    { manifests: 50 },
  ),
  shape(
    'combinations',
    'unsorted_pd5',
    'random order, 5 % deleted by position',
    'unsorted',
    files({ order: 'shuffled', extraShare: 0.05 }),
    { deletes: position() },
  ),
  shape(
    'combinations',
    'unsorted_ed5',
    'random order, 5 % deleted by key',
    'unsorted',
    files({ order: 'shuffled', extraShare: 0.05 }),
    { deletes: equality(20) },
  ),
  shape(
    'combinations',
    'stream',
    'neglected stream: 1,000 files in 60 manifests, 60 commits of deletes by key',
    'f1000',
    files({ files: 1000, extraShare: 0.05 }),
    { manifests: 60, deletes: equality(60, 60) },
  ),
];

/** By name. */
export function shapeNamed(name: string): Shape {
  const found = SHAPES.find(candidate => candidate.name === name);
  if (!found) throw new Error(`There is no shape called ${name}`);
  return found;
}
