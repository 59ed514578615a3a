import type { AilmentId } from './AilmentId';

/** @public */
export type DimensionId =
  | 'file-layout'
  | 'manifests'
  | 'deletes'
  | 'order-and-statistics'
  | 'snapshots-kept'
  | 'freshness'
  | 'maintenance'
  | 'configuration'
  | 'storage'
  | 'orphan-files';

/**
 * One line of the explanation. Speed dimensions predict a slowdown, promise
 * dimensions apply a policy and never claim slowness.
 * @public
 */
export interface HealthDimension {
  id: DimensionId;
  group: 'speed' | 'promise';
  /** `unknown` costs nothing, is said, and is not healthy. */
  state: 'known' | 'unknown';
  /** Points, 0 or more, one decimal at most. */
  cost: number;
  /** For speed: the predicted factor, `10^(cost / 100)`. */
  factor?: number;
  /** For speed, where the lakehouse has a history of queries: what it made of the curve. */
  calibration?: DimensionCalibration;
  /** What was found, as a sentence: "5,052 files, 8 needed". */
  value: string;
  /** A second line for the value. */
  valueDetail?: string;
  /** What would cost nothing: "at most 50 times the files needed". */
  threshold: string;
  thresholdSource: ThresholdSource;
  /** Why it is so; absent when nothing is wrong. */
  cause?: string;
  /** For `unknown`: how to find out. */
  howToKnow?: string;
  /** Its texts say how long ago something was, as of `judgedAtMs`: who shows them later says so. */
  hasAges?: boolean;
  /** Ailments that this line names, worst first; absent when it names none. */
  ailments?: AilmentId[];
  /** Numbers behind the sentence, for machines: units in the names. */
  evidence: Record<string, number | string>;
  /** Partitions that cause it, worst first, as a path would write them; at most 20. */
  partitions?: Array<{
    partition: string;
    dataFiles: number;
    neededFiles: number;
    sizeBytes: number;
    deleteFiles: number;
  }>;
}

/**
 * What a lakehouse's own queries made of the curve of a line.
 * @public
 */
export interface DimensionCalibration {
  /** `not-enough`: the curve holds as it is, the factor is 1. */
  state: 'measured' | 'not-enough';
  /** What the curve's points are multiplied by, 0.25 to 4, two decimals. */
  factor: number;
  /** The factor is between these with 90 % probability, if the model holds. */
  low: number;
  high: number;
  /** Runs of queries in which this dimension moved. */
  observations: number;
  /** Pairs of table and statement that these belong to. */
  groups: number;
  /** What the line would cost by the curve as it is, points. */
  costByCurve: number;
  /** All of it in a sentence, without a full stop. */
  text: string;
}

/**
 * Where a threshold comes from, as the page says it.
 * @public
 */
export interface ThresholdSource {
  kind:
    | 'measured'
    | 'suite-default'
    | 'layer'
    | 'policy'
    | 'owner'
    | 'table-property';
  /** For people: `measured`, `layer bronze`, `policy streaming`, `owner's annotation`. */
  label: string;
  /** A document or key that can be looked up, for example the config key or the measurement. */
  reference?: string;
}
