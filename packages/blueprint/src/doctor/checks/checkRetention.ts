import type { LintContext } from '../../lint/LintContext';
import { parseDuration } from '../../lint/trino/parseDuration';
import type { StackFinding } from '../StackFinding';

const DAY = 86_400;

/** The least that Trino lets somebody ask for; the names with underscores are those before 464. */
const LIMITS: readonly [RegExp, string][] = [
  [
    /^iceberg\.remove[-_]orphan[-_]files\.min-retention$/,
    'files of writes that are still running look like orphans, and are removed under them: their commits refer to files that are gone',
  ],
  [
    /^iceberg\.expire[-_]snapshots\.min-retention$/,
    'a query that still reads an expired snapshot fails, and there is no way back to it',
  ],
  [
    /^delta\.vacuum\.min-retention$/,
    'files that a running query reads, or a running write has made, are removed under it',
  ],
];

/** Catalogs that allow to remove what may still be needed. */
export function checkRetention(context: LintContext): StackFinding[] {
  const findings = new Map<string, StackFinding>();
  for (const catalog of context.trino.flatMap(({ catalogs }) => catalogs))
    for (const { key, value } of catalog.properties) {
      const limit = LIMITS.find(([pattern]) => pattern.test(key));
      const seconds = parseDuration(value);
      if (!limit || seconds === undefined || seconds >= 7 * DAY) continue;
      // Coordinator and workers have the same file.
      findings.set(`${catalog.object?.label} ${catalog.name} ${key}`, {
        topic: 'retention',
        rule: 'D-short-retention',
        severity: seconds < DAY ? 'error' : 'warning',
        object: catalog.object?.label,
        message: `${catalog.name} has ${key}=${value}, less than the 7 days of Trino's default: ${limit[1]}`,
        fix: `Leave it out, or at least longer than the longest write and query: ${key}=7d.`,
        source: 'Trino documentation, Iceberg connector; Iceberg maintenance',
      });
    }
  return [...findings.values()];
}
