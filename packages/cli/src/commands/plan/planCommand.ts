import { readFileSync } from 'node:fs';
import {
  previewTrinoExpiry,
  readExpiry,
  readSmallFiles,
  sumOfExpiry,
  trinoCapabilities,
  trinoRelease,
} from '@lakehouse-portal/executors';
import {
  describePolicy,
  maintenanceOperations,
  parseMaintenancePolicies,
  planMaintenance,
  smallFileBytesOf,
  snapshotsDue,
  type PlanInput,
} from '@lakehouse-portal/maintenance';
import { resolvePolicy } from '@lakehouse-portal/table-health';
import {
  type ReadWarning,
  stringifyExactJson,
} from '@lakehouse-portal/table-metadata';
import { loadConfig } from '../../config/loadConfig';
import { maintenanceOf } from '../../config/maintenanceOf';
import { BadInputError } from '../../errors/BadInputError';
import {
  inspectOpenTable,
  type OpenTable,
  type TableOptions,
  withTable,
} from '../../locate/openTable';
import { describeWarnings } from '../../output/describeWarnings';
import type { Terminal } from '../../output/Terminal';
import { whoWantsTwo } from '../maintain/leaveToTwo';
import { describePlanPage } from './describePlanPage';

/** What older releases can do, nobody has looked up. */
const OLDEST_TRINO = 458;

/** That an engine lists what could be done does not mean that the portal does it. */
const NOT_TO_BE_RUN: ReadWarning = {
  code: 'plan-not-to-be-run',
  message:
    'This plan is to be read: through Trino, which does not tell the UUID of the table, the portal runs none. It does for a connection to the catalog of the table.',
  isLimit: true,
};

/** Options of `lakehouse plan`. */
export interface PlanOptions extends TableOptions {
  /** Files with policies. */
  policy?: string[];
  /** A release of Trino, `476`. */
  trino?: string;
}

/** `lakehouse plan`: what maintenance a table needs, from its metadata alone. Nothing is changed. */
export async function planCommand(
  terminal: Terminal,
  location: string,
  options: PlanOptions,
): Promise<void> {
  const engine = engineOf(options.trino);
  const documents = (options.policy ?? []).flatMap(readPolicies);
  await withTable(terminal, location, options, async table => {
    terminal.out(
      await planOf(table, location, { ...options, engine, documents }),
    );
  });
}

async function planOf(
  table: OpenTable,
  location: string,
  options: PlanOptions & {
    engine: NonNullable<PlanInput['engine']>;
    documents: ReturnType<typeof readPolicies>;
  },
): Promise<string> {
  const { metadata, configured } = table;
  const { engine } = options;
  const inspected = await inspectOpenTable(table);
  const layer = configured?.layer ?? metadata.properties['lakehouse.layer'];
  const applied = maintenanceOf(
    configured && loadConfig(options.config ?? []),
    subjectOf(table, layer),
    options.documents,
  );
  const { policy: maintenance, approvals, rules } = applied;
  const policy = resolvePolicy({
    layer,
    metadata,
    overrides: [...(configured?.policies ?? []), ...maintenance.health],
  });
  const nowMs = Date.now();
  const due = snapshotsDue(metadata, policy, nowMs).map(
    ({ snapshotId }) => snapshotId,
  );
  // What an engine has counted, it does not list.
  const hasFiles = table.statistics === undefined;
  const { files } = inspected;
  const warnings = hasFiles
    ? inspected.warnings
    : [...inspected.warnings, NOT_TO_BE_RUN];
  const expiry =
    due.length > 0 && hasFiles
      ? await expiryOf(table, due, options)
      : undefined;
  const input: PlanInput = {
    metadata,
    files,
    policy,
    nowMs,
    engine,
    rules,
    appliedPolicy: describePolicy(maintenance, policy, approvals),
    isOnlyShown: !hasFiles,
    ...(expiry && { expiry: sumOfExpiry(expiry) }),
  };
  const belowSizeBytes = hasFiles
    ? smallFileBytesOf(planMaintenance(input))
    : undefined;
  const plan = planMaintenance({
    ...input,
    ...(belowSizeBytes !== undefined && {
      smallFiles: await readSmallFiles(table.io, metadata, { belowSizeBytes }),
    }),
  });
  return options.json
    ? `${stringifyExactJson(
        {
          scoreBefore: null,
          scoreAfter: null,
          ...plan,
          table: { ...plan.table, uuid: metadata.tableUuid ?? null },
          engine: engine.name,
          unreachableFiles: expiry
            ? Object.fromEntries(
                Object.entries(expiry).map(([kind, found]) => [
                  kind,
                  [...(found as Map<string, bigint>).keys()],
                ]),
              )
            : null,
          warnings,
        },
        2,
      )}\n`
    : describePlanPage(configured?.name ?? location, engine.name, plan, {
        snapshots: metadata.snapshots,
        warnings: describeWarnings(warnings),
        twoByDefault: plan.steps.some(
          ({ approval, operation }) =>
            approval === 'four-eyes' &&
            whoWantsTwo(operation, applied) === undefined,
        ),
      });
}

/** What goes with snapshots: Trino leaves some of it behind. */
async function expiryOf(
  { io, metadata, concurrency }: OpenTable,
  due: string[],
  { trino }: PlanOptions,
) {
  return trino === undefined
    ? readExpiry(io, metadata, due, { concurrency })
    : previewTrinoExpiry({ metadata, fileIO: io }, due, {
        release: trinoRelease(trino),
      });
}

/** Without a name of its own, an engine that can do everything. */
function engineOf(trino: string | undefined): NonNullable<PlanInput['engine']> {
  if (trino === undefined) {
    return {
      name: 'an engine that can do everything',
      capabilities: Object.fromEntries(
        maintenanceOperations.map(operation => [
          operation,
          { supported: true },
        ]),
      ) as NonNullable<PlanInput['engine']>['capabilities'],
    };
  }
  if (!/^\d{1,4}$/.test(trino)) {
    throw new BadInputError(
      `--trino takes a release such as 476, not ${JSON.stringify(trino)}`,
    );
  }
  if (Number(trino) < OLDEST_TRINO) {
    throw new BadInputError(
      `--trino ${trino}: no Trino before ${OLDEST_TRINO} is known here, and what it would do can't be planned`,
    );
  }
  return {
    name: `Trino ${trino}`,
    capabilities: trinoCapabilities(Number(trino)),
  };
}

function readPolicies(file: string) {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInputError(
      `The policy ${file} can't be read: ${
        (error as NodeJS.ErrnoException).code ?? (error as Error).message
      }`,
    );
  }
  try {
    return parseMaintenancePolicies(text, `The policy ${file}`);
  } catch (error) {
    throw new BadInputError((error as Error).message);
  }
}

/** A table that is named by its folder has the names of its folders: what else would a policy tell it by? */
function subjectOf(
  { configured, metadata: { location } }: OpenTable,
  layer: string | undefined,
): Parameters<typeof maintenanceOf>[1] {
  const [schema = '', table = ''] = location
    .replace(/\/+$/, '')
    .split('/')
    .slice(-2);
  return {
    lakehouse: configured?.lakehouse ?? '',
    schema: configured?.namespace ?? schema.replace(/\.db$/, ''),
    table: configured?.table ?? table,
    ...(layer !== undefined && { layer }),
  };
}
