import {
  ConflictError,
  contentSegments,
  formerValues,
  isDestructive,
  reviewUnit,
  type MaintenancePlan,
  type MaintenanceUnit,
  type PlannedStep,
  type UnitOutcome,
} from '@lakehouse-portal/maintenance';
import { describeOutcome } from '../../output/describeOutcome';
import { printable } from '../../output/printable';
import type { MaintainedTable } from './MaintainedTable';

/** Writers that are faster are waited for so often. */
const MAX_CONFLICTS = 5;

/** What became of a unit. */
export interface UnitReport {
  step: string;
  operation: MaintenanceUnit['operation'];
  state: 'done' | 'skipped' | 'failed';
  outcome?: UnitOutcome;
  reason?: string;
  /** What each property was before that the unit has set. */
  former?: string[];
}

/** What became of a plan. `failed`: why it was stopped; rows that are not what they were are said there. */
export interface RunReport {
  units: UnitReport[];
  comparisons: number;
  failed?: string;
}

/** Does some steps of a plan, unit by unit, each only if it still is to be done; compares rows before anything is lost. */
export async function runPlan(
  table: MaintainedTable,
  plan: MaintenancePlan,
  steps: PlannedStep[],
  say: (line: string) => void,
): Promise<RunReport> {
  const report: RunReport = { units: [], comparisons: 0 };
  const rewritten: string[] = [];
  let compared = 0;
  const verify = async (): Promise<boolean> => {
    const open = rewritten.slice(compared);
    compared = rewritten.length;
    const { segments, missing } = contentSegments(open, await table.metadata());
    for (const { before, after } of segments) {
      const [one, other] = [
        before === undefined
          ? { rows: '0', checksum: undefined }
          : await table.executor.checksum(table.name, { snapshotId: before }),
        await table.executor.checksum(table.name, { snapshotId: after }),
      ];
      report.comparisons += 1;
      if (
        one.rows !== other.rows ||
        (before !== undefined && one.checksum !== other.checksum)
      ) {
        report.failed = `THE ROWS OF THE TABLE HAVE CHANGED between snapshots ${
          before ?? 'none'
        } (${one.rows} rows) and ${after} (${
          other.rows
        } rows). Nothing else is done; roll back to ${before ?? 'none'}.`;
        return false;
      }
    }
    if (missing.length > 0) {
      report.failed = `Snapshot ${missing[0]} is gone, so that rows could not be compared. Nothing else is done.`;
      return false;
    }
    return true;
  };
  for (const step of steps) {
    if (isDestructive(step.operation) && !(await verify())) {
      return report;
    }
    const fresh = await table.plan([step.operation]);
    for (const unit of step.units) {
      const done = await runUnit(table, plan, fresh, unit);
      report.units.push({ ...done, step: step.id, operation: unit.operation });
      say(
        `${titleOf(step, unit)}: ${[
          done.state,
          ...(done.former ?? []),
          done.outcome && describeOutcome(unit, done.outcome),
          ...(done.outcome?.warnings ?? []),
        ]
          .filter(part => part !== undefined)
          .map(printable)
          .join('; ')}${done.reason ? `. ${done.reason}` : ''}`,
      );
      if (done.outcome?.snapshotId !== undefined) {
        rewritten.push(done.outcome.snapshotId);
      }
      if (done.state === 'failed') {
        report.failed = done.reason;
        await verify();
        return report;
      }
    }
  }
  await verify();
  return report;
}

/** With the partition, where a step has several. */
function titleOf({ title }: PlannedStep, unit: MaintenanceUnit): string {
  return printable(
    unit.operation === 'rewrite-data-files' && unit.partition
      ? `${title}: ${unit.partition.label}`
      : title,
  );
}

async function runUnit(
  table: MaintainedTable,
  plan: MaintenancePlan,
  fresh: MaintenancePlan,
  unit: MaintenanceUnit,
): Promise<Pick<UnitReport, 'state' | 'outcome' | 'reason' | 'former'>> {
  for (let conflicts = 0; ; conflicts++) {
    const review = reviewUnit(unit, plan, {
      metadata: await table.metadata(),
      plan: fresh,
      nowMs: Date.now(),
    });
    if (review.kind !== 'go') {
      return {
        state: review.kind === 'skip' ? 'skipped' : 'failed',
        reason: review.reason,
      };
    }
    try {
      const outcome = await table.executor.run(table.name, review.unit);
      const former = formerValues(review.unit);
      return {
        state: 'done',
        outcome,
        ...(former.length > 0 && { former }),
      };
    } catch (error) {
      if (!(error instanceof ConflictError) || conflicts >= MAX_CONFLICTS) {
        return { state: 'failed', reason: (error as Error).message };
      }
    }
  }
}
