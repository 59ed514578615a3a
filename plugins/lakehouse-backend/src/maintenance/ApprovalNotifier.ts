import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import type { TableRow } from '../database/rows';
import { nameOfPerson } from './nameOfPerson';
import type { RunRow } from './database/maintenanceRows';

/** Whoever was away for longer reads it on the page. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;
/** What is approved or withdrawn within this needs no notice; and a batch takes a while until all of it is there. */
const SETTLE_MS = 20_000;
/** Several batches of the largest size; a batch is never cut by it. */
const AT_ONCE = 500;

type OpenRun = Pick<
  RunRow,
  | 'id'
  | 'lakehouse'
  | 'schema_name'
  | 'table_name'
  | 'title'
  | 'created_by'
  | 'batch_id'
  | 'approval_asked_at'
> &
  Pick<TableRow, 'owner'>;

/** Tells who may approve that a run waits for it, once for each run or batch, on whatever replica it was proposed. */
export class ApprovalNotifier {
  readonly #knex: Knex;
  readonly #approvers: readonly string[];
  readonly #notifications: Pick<NotificationService, 'send'>;
  readonly #logger: LoggerService;
  readonly #now: () => number;

  constructor(options: {
    knex: Knex;
    /** Entity refs. None: the owners of the tables are told, since nobody can list who has a permission. */
    approvers: readonly string[];
    notifications: Pick<NotificationService, 'send'>;
    logger: LoggerService;
    now: () => number;
  }) {
    this.#knex = options.knex;
    this.#approvers = options.approvers;
    this.#notifications = options.notifications;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Tells of all that wait and were not told of. That it can't is logged, and nothing more. */
  async tell(signal?: AbortSignal): Promise<void> {
    const settled = this.#now() - SETTLE_MS;
    const together = Map.groupBy(
      await this.#waiting(),
      run => run.batch_id ?? run.id,
    );
    for (const runs of together.values()) {
      if (signal?.aborted) {
        return;
      }
      if (runs.every(run => Number(run.approval_asked_at) <= settled)) {
        await this.#tellOf(await this.#claimed(runs));
      }
    }
  }

  /** The oldest of them; of a batch all, though they be more than are looked at in one go. */
  async #waiting(): Promise<OpenRun[]> {
    const first = (await this.#open().limit(AT_ONCE)) as OpenRun[];
    if (first.length < AT_ONCE) {
      return first;
    }
    const batches = new Set(first.flatMap(run => run.batch_id ?? []));
    const rest = (await this.#open()
      .whereIn('r.batch_id', [...batches])
      .whereNotIn(
        'r.id',
        first.filter(run => run.batch_id !== null).map(run => run.id),
      )) as OpenRun[];
    return [...first, ...rest];
  }

  #open(): Knex.QueryBuilder {
    return this.#knex('lakehouse_maintenance_runs as r')
      .leftJoin('lakehouse_tables as t', join =>
        join
          .on('t.lakehouse', 'r.lakehouse')
          .andOn('t.schema_name', 'r.schema_name')
          .andOn('t.table_name', 'r.table_name'),
      )
      .where('r.state', 'proposed')
      .whereNot('r.awaiting', '[]')
      .where('r.approval_asked_at', '>', this.#now() - MAX_AGE_MS)
      .select('r.id', 'r.lakehouse', 'r.schema_name', 'r.table_name', 'r.title')
      .select('r.created_by', 'r.batch_id', 'r.approval_asked_at', 't.owner')
      .orderBy([
        'r.approval_asked_at',
        'r.schema_name',
        'r.table_name',
        'r.id',
      ]);
  }

  /** Those that no other replica tells of. First, so that a portal without notifications does not try again and again. */
  async #claimed(runs: OpenRun[]): Promise<OpenRun[]> {
    const claimed: OpenRun[] = [];
    for (const run of runs) {
      const changed = await this.#knex<RunRow>('lakehouse_maintenance_runs')
        .where({ id: run.id, state: 'proposed' })
        .whereNotNull('approval_asked_at')
        .update({ approval_asked_at: null });
      if (changed !== 1 && claimed.length === 0) {
        // The first of them decides who tells of all.
        return [];
      }
      if (changed === 1) {
        claimed.push(run);
      }
    }
    return claimed;
  }

  async #tellOf(runs: OpenRun[]): Promise<void> {
    if (this.#approvers.length > 0 && runs.length > 0) {
      await this.#send([...this.#approvers], runs);
      return;
    }
    for (const [owner, owned] of Map.groupBy(runs, run => run.owner)) {
      if (owner !== null) {
        await this.#send([owner], owned);
      }
    }
  }

  async #send(entityRef: string[], runs: OpenRun[]): Promise<void> {
    try {
      await this.#notifications.send({
        recipients: {
          type: 'entity',
          entityRef,
          // Whoever has proposed it knows, and with four eyes can't approve it.
          excludeEntityRef: runs[0].created_by,
        },
        payload: payloadOf(runs),
      });
    } catch (error) {
      this.#logger.warn(
        `${entityRef.join(', ')} could not be told that maintenance of ${nameOf(
          runs[0],
        )} waits for an approval; the portal may have no notifications`,
        toError(error),
      );
    }
  }
}

function payloadOf(runs: OpenRun[]) {
  const [first] = runs;
  const by = nameOfPerson(first.created_by);
  const common = { severity: 'normal' as const, topic: 'lakehouse-approval' };
  if (first.batch_id !== null) {
    const count =
      runs.length === 1
        ? `Maintenance of ${nameOf(first)} waits`
        : `Maintenance of ${runs.length} tables waits`;
    return {
      ...common,
      title: `${count} for approval`,
      description: `${by} has proposed it in a batch: ${namesOf(runs)}.`,
      link: `/lakehouse?show=maintenance&batch=${encodeURIComponent(
        first.batch_id,
      )}`,
      // What is told of a batch later goes into the same notice.
      scope: `lakehouse-approval-${first.batch_id}`,
    };
  }
  return {
    ...common,
    title: `Maintenance of ${nameOf(first)} waits for approval`,
    description: `${by} has proposed: ${first.title}.`,
    link: `/lakehouse?show=maintenance&run=${encodeURIComponent(first.id)}`,
    scope: `lakehouse-approval-${first.id}`,
  };
}

const NAMED = 5;

function namesOf(runs: OpenRun[]): string {
  const names = runs.slice(0, NAMED).map(nameOf).join(', ');
  return runs.length > NAMED
    ? `${names} and ${runs.length - NAMED} more`
    : names;
}

function nameOf(run: OpenRun): string {
  return `${run.schema_name}.${run.table_name}`;
}
