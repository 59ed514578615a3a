import type { ThresholdSource } from '../model';
import type { Curve } from './Curve';

/** 29 table shapes on Trino 476, each against its healthy twin; 30 points are a factor of 2, 100 a factor of 10. */
const measured: ThresholdSource = {
  kind: 'measured',
  label: 'measured',
  reference:
    '29 table shapes on Trino 476, 133 MB, 2 cores, local S3 (2026-11-23)',
};

/**
 * The size of file that the measurements took as "one needed file": counts of needed files in the
 * curves refer to it, whatever target a table or policy sets, because speed does not follow policy.
 */
export const measuredFileSizeBytes = 128 * 1024 * 1024;

/** Manifests are rewritten to this size (`commit.manifest.target-size-bytes`, Iceberg's default). */
export const manifestTargetBytes = 8 * 1024 * 1024;

/** Shapes f20, f100, f500, f1000, f5000, op84, op5000: 0.91×, 1.02×, 1.32×, 1.61×, 3.77×, 1.00×, 3.89×. */
export const fileLayoutCurve: Curve = {
  input: 'live data files per file of 128 MB that would hold the same bytes',
  knots: [
    [50, 0],
    [250, 15],
    [700, 30],
    [3000, 60],
  ],
  source: measured,
};

/** Shapes mf50, mf100, mf250, mf500 over f500: 2.2×, 3.9×, 7.1×, 11×. */
export const manifestsCurve: Curve = {
  input: 'manifests beyond what their size needs at 8 MB each',
  knots: [
    [10, 0],
    [20, 15],
    [40, 30],
    [100, 60],
    [500, 104],
  ],
  source: measured,
};

/**
 * Shapes pd5, pdm100, pdm1000: 1.50×, 2.34×, 3.98×. Below one delete file per data file nothing was
 * measured: any delete takes the count from metadata away, a scan pays for the files that have one.
 * By the worst quarter of the rows, so that files without deletes that are added later hide nothing.
 */
export const positionDeletesCurve: Curve = {
  input:
    'position delete files and deletion vectors that apply to a data file, in the quarter of the rows that has most',
  knots: [
    [0.04, 4],
    [1, 15],
    [20, 30],
    [1000, 60],
  ],
  source: measured,
};

/** Shapes pd5 and pd30: rows that are read in vain cost in proportion, 1.05× and 1.43×. */
export const deletedRowsCurve: Curve = {
  input: 'rows stored per row that is left',
  knots: [
    [1, 0],
    [10, 100],
  ],
  source: measured,
};

/** Shapes ed5, ed200 (131,000 keys) 2.2× to 2.4×, ed30 (1.07 million) 6.3×; few keys still take the count from metadata away. */
export const equalityDeletesCurve: Curve = {
  input: 'keys in live equality delete files',
  knots: [
    [1, 4],
    [1000, 15],
    [100_000, 30],
    [400_000, 60],
    [1_070_000, 80],
  ],
  source: measured,
};

/** A narrow filter may open this share of the files at no cost: the sorted twin of 4 files opened one. */
export const orderFreeShare = 0.25;

/** Shape f1000u (1,000 files in random order): 5.7×, of which the files alone are 1.6×. */
export const orderFilesCurve: Curve = {
  input: 'live data files per needed file, when a filter must open each',
  knots: [
    [25, 0],
    [100, 30],
    [500, 60],
  ],
  source: measured,
};

/** Shapes unsorted, nostats: 2.5 million rows in 4 files cost 1.5× and 1.4× without order; a small table has nothing to skip. */
export const orderRowsCurve: Curve = {
  input: 'rows of a table of few files without order',
  knots: [
    [250_000, 0],
    [2_500_000, 15],
  ],
  maxPoints: 15,
  source: measured,
};

/**
 * Those of the speed dimensions, by name.
 * @public
 */
export interface SpeedCurves {
  fileLayout: Curve;
  manifests: Curve;
  positionDeletes: Curve;
  deletedRows: Curve;
  equalityDeletes: Curve;
  orderFiles: Curve;
  orderRows: Curve;
}

/**
 * The curves that tables are judged by where nobody says otherwise.
 * @public
 */
export const speedCurves: SpeedCurves = {
  fileLayout: fileLayoutCurve,
  manifests: manifestsCurve,
  positionDeletes: positionDeletesCurve,
  deletedRows: deletedRowsCurve,
  equalityDeletes: equalityDeletesCurve,
  orderFiles: orderFilesCurve,
  orderRows: orderRowsCurve,
};
