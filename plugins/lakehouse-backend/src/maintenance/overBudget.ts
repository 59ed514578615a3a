import { formatBytes } from '@lakehouse-portal/table-health';
import type { RunWork } from './RunWork';
import type { StoredUnit } from './RunStore';

/** Why a unit would go beyond what the run may rewrite; undefined when it doesn't. */
export function overBudget(
  work: Pick<RunWork, 'run' | 'units'>,
  unit: StoredUnit,
): string | undefined {
  const { maxRewrittenBytes } = work.run;
  if (
    maxRewrittenBytes === undefined ||
    unit.unit.operation !== 'rewrite-data-files'
  ) {
    return undefined;
  }
  const spent = work.units.reduce(
    (sum, { outcome }) => sum + BigInt(outcome?.rewrittenBytes ?? '0'),
    0n,
  );
  const next = BigInt(unit.unit.predicted.rewrittenBytes);
  return spent + next > BigInt(maxRewrittenBytes)
    ? `Stopped at the budget of ${formatBytes(
        BigInt(maxRewrittenBytes),
      )}: ${formatBytes(
        spent,
      )} were rewritten, and the next unit takes ${formatBytes(next)}.`
    : undefined;
}
