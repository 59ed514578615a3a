import { suiteDefault } from '../curves';
import { countOf } from '../format/countOf';
import type { AilmentId, HealthDimension } from '../model';
import { judgeProperties } from '../properties/judgeProperties';
import { writersOf } from '../properties/writersOf';
import type { JudgeContext } from './JudgeContext';
import { knownDimension } from './knownDimension';

const unreadablePolicyPoints = 1;

/** Settings that work against the table: each costs its points by policy. */
export function configuration({
  input,
  policy,
  files,
  rhythm,
}: JudgeContext): HealthDimension {
  const { metadata } = input;
  const findings: Array<{
    property: string;
    points: number;
    text: string;
    ailment: AilmentId;
  }> = [];
  for (const { name, finding } of judgeProperties({
    metadata,
    files,
    workload: rhythm.workload,
    writers: writersOf(metadata.snapshots),
  })) {
    if (finding) {
      findings.push({ property: name, ...finding });
    }
  }
  for (const { key } of policy.problems ?? []) {
    // A rule for the same property may have said so already.
    if (!findings.some(({ property }) => property === key)) {
      findings.push({
        property: key,
        points: unreadablePolicyPoints,
        text: `${key} is not valid`,
        ailment: 'poor-settings',
      });
    }
  }
  findings.sort((a, b) => b.points - a.points);
  let cost = 0;
  for (const { points } of findings) {
    cost += points;
  }
  return knownDimension({
    id: 'configuration',
    cost,
    value:
      findings.length === 0
        ? 'No finding'
        : `${countOf(findings.length, 'setting')} work${
            findings.length === 1 ? 's' : ''
          } against you`,
    valueDetail:
      findings.length === 0
        ? undefined
        : findings.map(({ property }) => property).join(', '),
    threshold: 'no finding',
    thresholdSource: suiteDefault,
    cause:
      findings.length === 0
        ? undefined
        : findings.map(({ text }) => text).join('; '),
    ailments: [...new Set(findings.map(({ ailment }) => ailment))],
    evidence: Object.fromEntries(
      findings.map(({ property, points }) => [
        `points for ${property}`,
        points,
      ]),
    ),
  });
}
