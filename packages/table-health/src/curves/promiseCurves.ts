import type { ThresholdSource } from '../model';
import type { Curve } from './Curve';

/** Points of promises are a judgement, not a measurement: what breaking them should count for. */
export const suiteDefault: ThresholdSource = {
  kind: 'suite-default',
  label: 'suite default',
};

export const dueSnapshotsCurve: Curve = {
  input: 'snapshots that the retention has let go and nobody expired',
  knots: [
    [5, 0],
    [20, 1],
    [100, 3],
    [1000, 5],
    [10_000, 8],
  ],
  maxPoints: 10,
  source: suiteDefault,
};

export const stalenessCurve: Curve = {
  input: 'age of the newest change, in promised ages',
  knots: [
    [1, 0],
    [2, 30],
    [4, 50],
    [10, 60],
  ],
  maxPoints: 60,
  source: suiteDefault,
};

export const maintenanceOverdueCurve: Curve = {
  input:
    'time since the last maintenance, in intervals, while something is due',
  knots: [
    [1, 0],
    [2, 2],
    [7, 4],
    [30, 6],
  ],
  maxPoints: 8,
  source: suiteDefault,
};

/** One failure happens; from the third on nobody has looked. */
export const failedRunsCurve: Curve = {
  input: 'runs of maintenance that failed since the last one that did not',
  knots: [
    [1, 2],
    [3, 6],
    [10, 10],
  ],
  maxPoints: 10,
  source: suiteDefault,
};

export const reclaimableShareCurve: Curve = {
  input: 'share of the bytes that only old snapshots need, in allowed shares',
  knots: [
    [1, 0],
    [2, 5],
    [4, 10],
  ],
  maxPoints: 15,
  source: suiteDefault,
};

/** 5 % is where others warn, 10 % where they call it critical; it counts only where there is much of it. */
export const metadataShareCurve: Curve = {
  input: 'bytes of metadata per byte of data',
  knots: [
    [0.05, 0],
    [0.1, 5],
    [1, 10],
  ],
  maxPoints: 10,
  source: suiteDefault,
};

export const muchMetadataCurve: Curve = {
  input: 'bytes of metadata; points are a part, 0 to 1',
  knots: [
    [16 * 1024 * 1024, 0],
    [64 * 1024 * 1024, 1],
  ],
  maxPoints: 1,
  source: suiteDefault,
};

/** Trouble is known from 100 MB on (coordinators run out of memory); every commit writes the file anew. */
export const metadataFileCurve: Curve = {
  input: 'bytes of the metadata file',
  knots: [
    [5 * 1024 * 1024, 0],
    [20 * 1024 * 1024, 3],
    [100 * 1024 * 1024, 8],
  ],
  maxPoints: 15,
  source: suiteDefault,
};

/** Every metadata file repeats every schema that the table ever had. */
export const schemasCurve: Curve = {
  input: 'schemas in the metadata',
  knots: [
    [7, 0],
    [10, 1],
    [30, 3],
    [100, 6],
  ],
  maxPoints: 10,
  source: suiteDefault,
};

export const orphanShareCurve: Curve = {
  input: 'bytes of orphan files per byte of live data',
  knots: [
    [0.01, 1],
    [0.1, 5],
    [0.5, 10],
  ],
  maxPoints: 15,
  source: suiteDefault,
};

/** Waste of a few megabytes costs nobody anything: points of waste count in part, 0 to 1, by its size. */
export const muchWasteCurve: Curve = {
  input: 'bytes that serve nothing; points are a part, 0 to 1',
  knots: [
    [64 * 1024 * 1024, 0],
    [1024 * 1024 * 1024, 1],
  ],
  maxPoints: 1,
  source: suiteDefault,
};
