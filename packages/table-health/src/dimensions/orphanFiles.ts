import {
  muchWasteCurve,
  orphanShareCurve,
  pointsOn,
  suiteDefault,
} from '../curves';
import { formatAge, formatBytes } from '../format';
import { countOf } from '../format/countOf';
import type { HealthDimension } from '../model';
import type { JudgeContext } from './JudgeContext';
import { knownDimension, unknownDimension } from './knownDimension';

const threshold = 'none older than 7 days';

/** Files in the table's folder that nothing refers to. Known only where the folder was listed. */
export function orphanFiles({ input, files }: JudgeContext): HealthDimension {
  const { orphans } = input;
  if (!orphans) {
    return unknownDimension({
      id: 'orphan-files',
      threshold,
      thresholdSource: suiteDefault,
      value: "The table's folder was never listed",
      howToKnow:
        'List the folder and compare it with the files of every snapshot',
    });
  }
  const share = orphans.sizeBytes / Math.max(1, Number(files?.dataBytes ?? 0n));
  // Any at all costs the point of the first knot, more only where they are large.
  const byShare = pointsOn(
    orphanShareCurve,
    Math.max(share, orphanShareCurve.knots[0][0]),
  );
  const cost =
    orphans.count > 0
      ? 1 + (byShare - 1) * pointsOn(muchWasteCurve, orphans.sizeBytes)
      : 0;
  return knownDimension({
    id: 'orphan-files',
    cost,
    value:
      orphans.count === 0
        ? 'None'
        : `${countOf(orphans.count, 'file')}, ${formatBytes(
            orphans.sizeBytes,
          )}`,
    valueDetail: `Listed ${formatAge(orphans.listedAtMs, input.nowMs)}`,
    hasAges: true,
    threshold,
    thresholdSource: suiteDefault,
    cause:
      cost > 0 ? 'Writers or commits that failed left them behind' : undefined,
    ailments: orphans.count > 0 ? ['orphan-files'] : [],
    evidence: { orphanFiles: orphans.count, orphanBytes: orphans.sizeBytes },
  });
}
