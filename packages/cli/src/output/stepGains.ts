import type { PlannedStep } from '@lakehouse-portal/maintenance';
import {
  countOf,
  formatBytes,
  formatCount,
} from '@lakehouse-portal/table-health';
import { printable } from './printable';

/** What a step brings and what it rewrites, as planned: lines for people. */
export function stepGains(step: PlannedStep): string[] {
  const { benefit, cost } = step;
  const counts = [
    ['data files', benefit.dataFiles],
    ['delete files', benefit.deleteFiles],
    ['manifests', benefit.manifests],
    ['snapshots', benefit.snapshots],
    ['statistics files', benefit.statisticsFiles],
  ] as const;
  const gains = [
    ...counts.flatMap(([what, pair]) =>
      pair
        ? [change(what, formatCount(pair.before), formatCount(pair.after))]
        : [],
    ),
    step.scoreBefore !== undefined && step.scoreAfter !== undefined
      ? change('score', String(step.scoreBefore), String(step.scoreAfter))
      : undefined,
    step.slowdownBefore !== undefined &&
    step.slowdownAfter !== undefined &&
    factor(step.slowdownBefore) !== factor(step.slowdownAfter)
      ? change('reads', factor(step.slowdownBefore), factor(step.slowdownAfter))
      : undefined,
    benefit.freedBytes !== undefined
      ? `frees ${formatBytes(BigInt(benefit.freedBytes))}${
          benefit.freedFiles === undefined
            ? ''
            : ` in ${countOf(benefit.freedFiles, 'file')}`
        }`
      : undefined,
    benefit.timeTravelFrom
      ? `time travel reaches back to ${benefit.timeTravelFrom.after}, not ${benefit.timeTravelFrom.before}`
      : undefined,
    benefit.protectedRefs
      ? `kept: ${benefit.protectedRefs.map(printable).join(', ')}`
      : undefined,
  ].filter(gain => gain !== undefined);
  const rewritten = BigInt(cost.writtenBytes);
  return [
    ...(gains.length > 0 ? [gains.join('; ')] : []),
    ...(rewritten > 0n ? [`rewrites ${formatBytes(rewritten)}`] : []),
  ];
}

/** `files 26 → 1`; what stays is said once. */
export function change(what: string, before: string, after: string): string {
  return before === after
    ? `${what} ${before}`
    : `${what} ${before} → ${after}`;
}

/** How many times as long as needed: `3.7×`. */
export function factor(value: number): string {
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)}×`;
}
