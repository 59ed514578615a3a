import type { DimensionCalibration, DimensionId } from '../model';

/**
 * The dimensions that predict a slowdown, each of which has a factor of its own.
 * @public
 */
export type SpeedDimensionId = Extract<
  DimensionId,
  'file-layout' | 'manifests' | 'deletes' | 'order-and-statistics'
>;

/**
 * In the order of the report.
 * @public
 */
export const speedDimensionIds: readonly SpeedDimensionId[] = [
  'file-layout',
  'manifests',
  'deletes',
  'order-and-statistics',
];

/**
 * A query that somebody ran, and what the curves predicted of its table at that time.
 * @public
 */
export interface SpeedObservation {
  /** Which table; any text that tells tables apart. */
  table: string;
  /** Which statement, literals aside; any text that tells statements apart. */
  fingerprint: string;
  /** What it took without waiting in a queue, above 0. */
  seconds: number;
  /** Bytes of the table's live data at that time, if known. */
  sizeBytes?: number;
  /** When it ended, milliseconds since the epoch. */
  atMs: number;
  /** Points of each speed dimension by the curves as they are, not calibrated. Absent: was not known. */
  points: Partial<Record<SpeedDimensionId, number>>;
}

/**
 * By how much the points of one dimension are to be multiplied, and what that rests on.
 * @public
 */
export interface CalibratedFactor
  extends Omit<DimensionCalibration, 'costByCurve' | 'text'> {
  /** By how many points the lines of the tables that were observed change, in the mean; negative: fewer points. */
  pointsChange: number;
}

/**
 * What the queries of one lakehouse say of the curves.
 * @public
 */
export interface SpeedCalibration {
  /** Observations that could be used: finite, and not alone in their group. */
  observations: number;
  /** Pairs of table and statement with more than one observation. */
  groups: number;
  tables: number;
  /** Of these observations, milliseconds since the epoch; absent without any. */
  firstAtMs?: number;
  lastAtMs?: number;
  dimensions: Record<SpeedDimensionId, CalibratedFactor>;
}

/** A factor goes no further, whatever queries say. */
export const factorBounds = { low: 0.25, high: 4 };

/**
 * The factor of a dimension: 1 without a calibration, and for what can't be one.
 *
 * @param calibration - May come from a database, so it is not trusted.
 * @public
 */
export function factorOf(
  calibration: SpeedCalibration | undefined,
  id: SpeedDimensionId,
): number {
  const found = calibration?.dimensions[id];
  return found?.state === 'measured' && Number.isFinite(found.factor)
    ? Math.min(factorBounds.high, Math.max(factorBounds.low, found.factor))
    : 1;
}
