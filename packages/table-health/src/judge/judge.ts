import { withCalibration } from '../calibration/withCalibration';
import { reclaimableOf } from '../history';
import { ledeOf } from '../lede/ledeOf';
import type { HealthInput, HealthPolicy, TableHealth } from '../model';
import { recommend } from '../recommendations/recommend';
import { assess } from './assess';
import { notesOf } from './notesOf';

/**
 * Judges a table. Pure and deterministic: the same input and policy give the same verdict.
 *
 * @param input - The table, and now.
 * @param policy - What it promises: see `resolvePolicy`.
 * @public
 */
export function judge(input: HealthInput, policy: HealthPolicy): TableHealth {
  const assessment = assess(input, policy);
  const { context, ...sums } = assessment;
  const { calibration } = input;
  const dimensions = calibration
    ? withCalibration(
        sums.dimensions,
        assess({ ...input, calibration: undefined }, policy).dimensions,
        calibration,
      )
    : sums.dimensions;
  const recommendations = recommend(assessment);
  const notes = notesOf(context);
  const reclaimable = reclaimableOf(context);
  const { currentSnapshotId } = input.metadata;
  return {
    ...sums,
    lede: ledeOf(assessment, recommendations, notes),
    dimensions,
    recommendations,
    notes,
    commitRhythm: context.rhythm,
    ...(input.oldSnapshotBytes === undefined
      ? {}
      : { oldSnapshotBytes: input.oldSnapshotBytes }),
    ...(input.oldSnapshotFiles === undefined
      ? {}
      : { oldSnapshotFiles: input.oldSnapshotFiles }),
    ...(reclaimable === undefined
      ? {}
      : { reclaimableBytes: reclaimable.bytes }),
    ...(reclaimable?.files === undefined
      ? {}
      : { reclaimableFiles: reclaimable.files }),
    ...(currentSnapshotId === undefined
      ? {}
      : { snapshotId: currentSnapshotId }),
    judgedAtMs: input.nowMs,
  };
}
