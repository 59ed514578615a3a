import { createInterface } from 'node:readline/promises';
import type {
  MaintenancePlan,
  PlannedStep,
} from '@lakehouse-portal/maintenance';
import { countOf } from '@lakehouse-portal/table-health';
import { stringifyExactJson } from '@lakehouse-portal/table-metadata';
import { lakehouseOf } from '../../config/configuredConnection';
import { embeddedDirectoryOf } from '../../config/embeddedDirectoryOf';
import { findEmbeddedTable } from '../../config/listEmbeddedTables';
import { loadConfig } from '../../config/loadConfig';
import { BadInputError } from '../../errors/BadInputError';
import type { Terminal } from '../../output/Terminal';
import { describeOrphans, describePlan } from './describePlan';
import { MaintainedTable } from './MaintainedTable';
import { runPlan } from './runPlan';

/** How `lakehouse maintain` was called. */
export interface MaintainOptions {
  config?: string[];
  yes: boolean;
  removeOrphans: boolean;
  json: boolean;
}

/**
 * `lakehouse maintain`: plans, asks, does and verifies. Without a terminal to ask on and without `--yes` it only plans.
 *
 * @returns the exit code.
 */
export async function maintainCommand(
  terminal: Terminal,
  name: string,
  options: MaintainOptions,
): Promise<number> {
  if (options.removeOrphans && !options.yes) {
    throw new BadInputError('--remove-orphans goes with --yes');
  }
  const config = loadConfig(options.config ?? []);
  const lakehouse = lakehouseOf(config, name);
  const where = embeddedDirectoryOf(config, lakehouse);
  const configured = findEmbeddedTable(config, lakehouse, name);
  const table = await MaintainedTable.open(configured, where, config);
  try {
    const plan = await table.plan();
    if (!options.json) {
      const { snapshots } = await table.metadata();
      terminal.out(`${describePlan(name, plan, snapshots)}\n`);
    }
    const decision = await table.mayStart();
    if (!decision.start && plan.steps.length > 0 && options.yes) {
      throw new BadInputError(
        `Nothing was changed. ${decision.reason}${
          decision.untilMs === undefined
            ? ''
            : ` It opens at ${new Date(decision.untilMs).toISOString()}.`
        }`,
      );
    }
    const steps = decision.start
      ? await stepsToRun(terminal, plan, options)
      : [];
    if (steps.length === 0) {
      if (options.json) {
        terminal.out(`${stringifyExactJson({ plan, run: null }, 2)}\n`);
      } else if (plan.steps.length > 0) {
        terminal.out(
          `\nNothing was changed. ${
            decision.start ? '--yes does it.' : decision.reason
          }\n`,
        );
      }
      return 0;
    }
    const scoreBefore = await table.score();
    const report = await runPlan(table, plan, steps, line => {
      if (!options.json) {
        terminal.out(`${line}\n`);
      }
    });
    const scoreAfter = await table.score();
    if (options.json) {
      terminal.out(
        `${stringifyExactJson(
          {
            plan,
            run: {
              ...report,
              failed: report.failed ?? null,
              scoreBefore: scoreBefore ?? null,
              scoreAfter: scoreAfter ?? null,
            },
          },
          2,
        )}\n`,
      );
    } else {
      terminal.out(
        `\n${
          report.failed
            ? `Failed: ${report.failed}`
            : `Done. ${describeComparisons(report.comparisons)}`
        } Score ${scoreBefore ?? 'unknown'} before, ${
          scoreAfter ?? 'unknown'
        } after.\n`,
      );
    }
    return report.failed ? 1 : 0;
  } finally {
    await table.close();
  }
}

function describeComparisons(comparisons: number): string {
  return comparisons === 0
    ? 'No step wrote rows anew, so that there were none to compare.'
    : `Rows and checksum were compared ${countOf(
        comparisons,
        'time',
      )} and are the same.`;
}

/** The steps that somebody agreed to. Orphan files take an answer of their own, by whoever has seen the list. */
async function stepsToRun(
  terminal: Terminal,
  plan: MaintenancePlan,
  options: MaintainOptions,
): Promise<PlannedStep[]> {
  const orphans = plan.steps.find(
    step => step.operation === 'remove-orphan-files',
  );
  const others = plan.steps.filter(step => step !== orphans);
  if (options.yes) {
    return options.removeOrphans ? plan.steps : others;
  }
  if (options.json || !process.stdin.isTTY || !process.stdout.isTTY) {
    return [];
  }
  const prompt = createInterface({
    input: process.stdin,
    output: process.stdout,
  });
  const agrees = async (question: string) =>
    /^y(es)?$/i.test((await prompt.question(`${question} [y/N] `)).trim());
  try {
    const chosen =
      others.length > 0 && (await agrees(`\nDo these ${others.length} steps?`))
        ? others
        : [];
    if (!orphans) {
      return chosen;
    }
    terminal.out(`\n${describeOrphans(orphans)}\n`);
    return (await agrees('Remove these files for good?'))
      ? [...chosen, orphans]
      : chosen;
  } finally {
    prompt.close();
  }
}
