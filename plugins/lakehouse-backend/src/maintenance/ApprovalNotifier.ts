import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { TableRow } from '../database/rows';
import { nameOfPerson } from './nameOfPerson';
import type { RunRow } from './database/maintenanceRows';
import type { Notices } from './Notices';

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
  readonly #notices: Pick<Notices, 'send'>;
  readonly #now: () => number;

  constructor(options: {
    knex: Knex;
    /** Entity refs. None: the owners of the tables are told, since nobody can list who has a permission. */
    approvers: readonly string[];
    notices: Pick<Notices, 'send'>;
    now: () => number;
  }) {
    this.#knex = options.knex;
    this.#approvers = options.approvers;
    this.#notices = options.notices;
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
        await this.#tellOf(runs, signal);
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

  async #tellOf(runs: OpenRun[], signal?: AbortSignal): Promise<void> {
    if (this.#approvers.length > 0) {
      await this.#send([...this.#approvers], runs);
      return;
    }
    for (const [owner, owned] of Map.groupBy(runs, run => run.owner)) {
      if (signal?.aborted) {
        return;
      }
      if (owner === null) {
        await this.#markTold(owned);
      } else {
        await this.#send([owner], owned);
      }
    }
  }

  async #send(entityRef: string[], runs: OpenRun[]): Promise<void> {
    const open = await this.#stillOpen(runs);
    if (open.length === 0) {
      return;
    }
    const isOver = await this.#notices.send(
      // By what was listed: another replica may be about to tell of the same.
      noticeId(entityRef, runs),
      {
        recipients: {
          type: 'entity',
          entityRef,
          // Whoever has proposed it knows, and with four eyes can't approve it.
          excludeEntityRef: open[0].created_by,
        },
        payload: payloadOf(open),
      },
      `${entityRef.join(', ')} could not be told that maintenance of ${nameOf(
        open[0],
      )} waits for an approval`,
    );
    if (isOver) {
      await this.#markTold(runs);
    }
  }

  /** To tell of many takes a while, in which they may be approved. */
  async #stillOpen(runs: OpenRun[]): Promise<OpenRun[]> {
    const rows = await this.#knex<RunRow>('lakehouse_maintenance_runs')
      .whereIn(
        'id',
        runs.map(run => run.id),
      )
      .where({ state: 'proposed' })
      .whereNotNull('approval_asked_at')
      .select('id');
    const ids = new Set(rows.map(row => row.id));
    return runs.filter(run => ids.has(run.id));
  }

  async #markTold(runs: OpenRun[]): Promise<void> {
    for (const { id, approval_asked_at } of runs) {
      // It may wait anew by now, since a policy became stricter.
      await this.#knex<RunRow>('lakehouse_maintenance_runs')
        .where({ id, approval_asked_at })
        .update({ approval_asked_at: null });
    }
  }
}

/** Another when it waits anew, or more of the batch does. */
function noticeId(entityRef: string[], runs: OpenRun[]): string {
  const since = Math.max(...runs.map(run => Number(run.approval_asked_at)));
  const whom = createHash('sha256')
    .update(JSON.stringify(entityRef))
    .digest('hex')
    .slice(0, 16);
  return `approval/${runs[0].batch_id ?? runs[0].id}/${since}/${whom}`;
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
