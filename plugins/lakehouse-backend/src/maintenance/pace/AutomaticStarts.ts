import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  automaticOperations,
  mayStart,
  type MaintenanceOperation,
  type MaintenancePolicy,
} from '@lakehouse-portal/maintenance';
import type { LakehouseDirectory } from '../../connectors';
import type { ConnectionConfig } from '../../config';
import type { TableJudge } from '../../scan';
import { withAudit } from '../../withAudit';
import type { DuePosition, DueStore, StoredDue } from '../database/DueStore';
import type { RunProposer } from '../RunProposer';
import type { RunStore } from '../RunStore';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const PAGE = 200;
/** What somebody proposed and nobody has approved keeps others from proposing for so long. */
const PROPOSAL_MS = 7 * DAY_MS;

/** What may be done to a table now, and in whose name. */
interface WantedStart {
  operations: MaintenanceOperation[];
  by: string;
  policy: MaintenancePolicy;
}

/** What starts work with. */
export interface AutomaticStartsOptions {
  due: DueStore;
  store: RunStore;
  judge: Pick<TableJudge, 'maintenanceOf'>;
  directory: Pick<LakehouseDirectory, 'list'>;
  proposer: RunProposer;
  auditor: AuditorService;
  logger: LoggerService;
  now: () => number;
  /** Plans that are made in one go: each reads a table. */
  maxPlans?: number;
}

/**
 * Starts runs where policies say that nobody has to be asked: of tables of which something is due, the greatest gain first,
 * within their windows, and no more than are soon to be at work. On one replica at a time; what a second one would start
 * nevertheless is refused by the lock of the table.
 */
export class AutomaticStarts {
  readonly #options: AutomaticStartsOptions;

  constructor(options: AutomaticStartsOptions) {
    this.#options = options;
  }

  /** @returns the runs that were started. */
  async start(signal: AbortSignal): Promise<string[]> {
    const { due, directory, maxPlans = 50 } = this.#options;
    const connections = new Map(
      (await directory.list()).map(one => [one.name, one] as const),
    );
    // Counted once: nobody else starts any meanwhile, and those that end make room for the next pass.
    const active = await due.countActive();
    const started: string[] = [];
    let plans = 0;
    let after: DuePosition | undefined;
    for (;;) {
      const page = await due.list(
        {},
        { lakehouses: [...connections.keys()], after, limit: PAGE },
      );
      for (const table of page) {
        signal.throwIfAborted();
        const connection = connections.get(table.ref.lakehouse);
        const wanted = connection && this.#wanted(table, connection);
        const running = active.get(wanted?.by ?? '') ?? 0;
        if (wanted && hasRoom(wanted, running)) {
          plans += 1;
          const id = await this.#propose(table, wanted, signal);
          if (id !== undefined) {
            started.push(id);
            active.set(wanted.by, running + 1);
          }
        }
        if (plans >= maxPlans) {
          return started;
        }
      }
      const last = page.at(-1);
      if (page.length < PAGE || !last) {
        return started;
      }
      after = { gain: last.gain, tableId: last.tableId };
    }
  }

  /** What may be done to a table now without anybody asking; undefined: nothing. */
  #wanted(
    table: StoredDue,
    connection: ConnectionConfig,
  ): WantedStart | undefined {
    const { runs: known } = table;
    const nowMs = this.#options.now();
    const policy = this.#options.judge.maintenanceOf({
      connection,
      schema: table.ref.schema,
      name: table.ref.table,
      layer: table.layer,
    });
    const automatic = automaticOperations(table, policy);
    const isBusy =
      known.active !== undefined ||
      nowMs - (known.proposed?.createdAt ?? 0) < PROPOSAL_MS;
    if (!automatic || isBusy || !isWorthTrying(table, nowMs)) {
      return undefined;
    }
    const decision = mayStart({
      policy,
      nowMs,
      running: 0,
      usedBytes: 0n,
      nextBytes: 0n,
      lastRun: known.last,
    });
    return decision.start ? { ...automatic, policy } : undefined;
  }

  async #propose(
    table: StoredDue,
    wanted: WantedStart,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { proposer, auditor, due, logger, now } = this.#options;
    const { ref, tableId } = table;
    const { operations, by } = wanted;
    const event = {
      eventId: 'maintenance',
      severityLevel: 'medium' as const,
      meta: { queryType: 'start', ...ref, operations, by },
    };
    try {
      return await withAudit(auditor, event, async () => {
        const { id, result } = await proposer.start(ref, {
          operations,
          by,
          signal,
        });
        await due.markTried(tableId, now(), result);
        return id;
      });
    } catch (error) {
      signal.throwIfAborted();
      const { message } = toError(error);
      logger.warn(
        `Maintenance of ${ref.schema}.${ref.table} could not be started by ${by}`,
        toError(error),
      );
      await due.markTried(tableId, now(), message);
      return undefined;
    }
  }
}

/** As many as may be at work, and as many again, so that a place is taken as soon as it is free. */
function hasRoom({ policy }: WantedStart, running: number): boolean {
  return running < 2 * policy.concurrency.value;
}

/** What was just found to be of no use, or to fail, is not tried again before it has changed, or a day has gone by. */
function isWorthTrying({ tried, judgedAt }: StoredDue, nowMs: number): boolean {
  if (!tried) {
    return true;
  }
  const age = nowMs - tried.at;
  return age >= DAY_MS || (age >= HOUR_MS && (judgedAt ?? 0) > tried.at);
}
