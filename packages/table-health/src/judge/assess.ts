import { calibratedCurves } from '../calibration/calibratedCurves';
import type { SpeedCurves } from '../curves';
import { speedCurves } from '../curves';
import {
  configuration,
  deletes,
  fileLayout,
  freshness,
  maintenance,
  manifests,
  orderAndStatistics,
  orphanFiles,
  snapshotsKept,
  storage,
} from '../dimensions';
import type { JudgeContext } from '../dimensions';
import { commitRhythm, historyOf } from '../history';
import { layoutOf } from '../layout';
import type {
  HealthDimension,
  HealthInput,
  HealthPolicy,
  TableHealth,
} from '../model';
import { withWorkload } from '../policy/withWorkload';
import { severityOf } from '../score/severityOf';

/** A verdict without its words. */
export interface Assessment
  extends Pick<
    TableHealth,
    | 'score'
    | 'scoreIsUpperBound'
    | 'severity'
    | 'slowdown'
    | 'speedCost'
    | 'promiseCost'
  > {
  context: JudgeContext;
  /** In the fixed order, speed before promises. */
  dimensions: HealthDimension[];
}

/** Judges all dimensions and adds up what they cost. */
export function assess(
  input: HealthInput,
  promised: HealthPolicy,
  uncalibrated: SpeedCurves = speedCurves,
): Assessment {
  const { metadata, nowMs } = input;
  const curves = calibratedCurves(uncalibrated, input.calibration);
  // Files without a snapshot can't be files of this table.
  const files =
    metadata.currentSnapshotId === undefined || isNothingRead(input.files)
      ? undefined
      : input.files;
  const history = historyOf(metadata, promised, nowMs);
  const rhythm = commitRhythm(history, nowMs);
  // As it was written last: that a writer has stopped must not make a promise more lenient.
  const written = commitRhythm(
    history,
    history.lastChange?.timestampMs ?? nowMs,
  );
  const policy = withWorkload(promised, written.workload);
  const context: JudgeContext = {
    input,
    policy,
    curves,
    history,
    rhythm,
    files,
    layout:
      files &&
      layoutOf(files, policy.targetFileSizeBytes.value, curves.fileLayout),
  };
  const speed = [
    fileLayout(context),
    manifests(context),
    deletes(context),
    orderAndStatistics(context),
  ];
  const kept = snapshotsKept(context);
  const dimensions = [
    ...speed,
    kept,
    freshness(context),
    maintenance(context, [...speed, kept]),
    configuration(context),
    storage(context),
    orphanFiles(context),
  ];
  return { context, dimensions, ...scoreOf(dimensions, files !== undefined) };
}

/** That no file could be counted does not mean that there is none. */
function isNothingRead(files: HealthInput['files']): boolean {
  return files !== undefined && files.incomplete && files.dataFiles === 0;
}

/** Adds up costs, in tenths of a point so that no rounding error can turn an order around. */
export function scoreOf(
  dimensions: HealthDimension[],
  filesKnown: boolean,
): Pick<
  Assessment,
  | 'score'
  | 'scoreIsUpperBound'
  | 'severity'
  | 'slowdown'
  | 'speedCost'
  | 'promiseCost'
> {
  let speedTenths = 0;
  let promiseTenths = 0;
  let speedUnknown = false;
  for (const { group, cost, state } of dimensions) {
    if (group === 'speed') {
      speedTenths += Math.round(cost * 10);
      speedUnknown ||= state === 'unknown';
    } else {
      promiseTenths += Math.round(cost * 10);
    }
  }
  const bound = Math.round(
    Math.max(0, 1000 - speedTenths - promiseTenths) / 10,
  );
  // An upper bound of 80 and more may hide anything: only what is bad already is certain.
  const unknown =
    !filesKnown || (speedUnknown && severityOf(bound) === 'healthy');
  const speedCost = speedTenths / 10;
  return {
    ...(unknown ? {} : { score: bound }),
    scoreIsUpperBound: speedUnknown,
    severity: unknown ? 'unknown' : severityOf(bound),
    slowdown: 10 ** (speedCost / 100),
    speedCost,
    promiseCost: promiseTenths / 10,
  };
}
