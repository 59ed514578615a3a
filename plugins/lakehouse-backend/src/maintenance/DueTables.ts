import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { automaticOperations, mayStart } from '@lakehouse-portal/maintenance';
import type {
  DuePage,
  DueQuery,
  DueTable,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { ConnectionConfig } from '../config';
import type { LakehouseDirectory } from '../connectors';
import { isoTime } from '../isoTime';
import type { TableJudge } from '../scan';
import type { DuePosition, DueStore, StoredDue } from './database/DueStore';
import { waitingOf } from './database/noteWaiting';

const DEFAULT_LIMIT = 50;

/** Lists what is due, as scans left it; what holds for the tables of one page is found out for these alone. */
export class DueTables {
  readonly #due: DueStore;
  readonly #directory: Pick<LakehouseDirectory, 'list'>;
  readonly #judge: Pick<TableJudge, 'maintenanceOf'>;
  readonly #now: () => number;

  constructor(options: {
    due: DueStore;
    directory: Pick<LakehouseDirectory, 'list'>;
    judge: Pick<TableJudge, 'maintenanceOf'>;
    now: () => number;
  }) {
    this.#due = options.due;
    this.#directory = options.directory;
    this.#judge = options.judge;
    this.#now = options.now;
  }

  /** @throws InputError for a cursor of another question. */
  async list(query: DueQuery): Promise<DuePage> {
    const connections = new Map(
      (await this.#directory.list()).map(one => [one.name, one] as const),
    );
    const lakehouses = [...connections.keys()];
    const limit = query.limit ?? DEFAULT_LIMIT;
    const begin =
      query.cursor === undefined ? undefined : readCursor(query, query.cursor);
    const [found, counts] = await Promise.all([
      this.#due.list(query, {
        ...{ lakehouses, limit: limit + 1 },
        after: begin?.after,
      }),
      begin?.counts ?? this.#due.count(query, lakehouses),
    ]);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(table =>
        this.#tell(table, connections.get(table.ref.lakehouse)!),
      ),
      total: counts.total,
      ...(counts.unknown > 0 && { unknown: counts.unknown }),
      ...(found.length > limit &&
        last && { nextCursor: writeCursor(query, last, counts) }),
    };
  }

  #tell(table: StoredDue, connection: ConnectionConfig): DueTable {
    const { runs } = table;
    const policy = this.#judge.maintenanceOf({
      connection,
      schema: table.ref.schema,
      name: table.ref.table,
      layer: table.layer,
    });
    const automatic = automaticOperations(table, policy)?.operations ?? [];
    const nowMs = this.#now();
    const decision = mayStart({
      policy,
      nowMs,
      running: 0,
      usedBytes: 0n,
      nextBytes: 0n,
      // Somebody who asks for a run knows of the one before.
      ...(automatic.length > 0 && { lastRun: runs.last }),
    });
    const nextStartMs = decision.start ? nowMs : decision.untilMs;
    return {
      ...table.ref,
      owner: table.owner,
      layer: table.layer,
      score: table.score,
      gain: table.gain,
      operations: table.operations,
      reasons: table.reasons,
      since: isoTime(table.since),
      automatic,
      nextStart: nextStartMs === undefined ? undefined : isoTime(nextStartMs),
      waiting: decision.start ? undefined : waitingOf(decision),
      runId: runs.active ?? runs.proposed?.id,
      lastAttempt: table.tried && {
        at: isoTime(table.tried.at),
        result: table.tried.result,
      },
    };
  }
}

/** Where a page begins. All that match are counted for the first page alone: a count reads each of them. */
interface PageBegin {
  after: DuePosition;
  counts: Counts;
}

type Counts = Required<Pick<DuePage, 'total' | 'unknown'>>;

function writeCursor(
  query: DueQuery,
  { gain, tableId }: DuePosition,
  { total, unknown }: Counts,
): string {
  return Buffer.from(
    JSON.stringify([questionOf(query), gain, tableId, total, unknown]),
  ).toString('base64url');
}

function readCursor(query: DueQuery, text: string): PageBegin {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    // What is not JSON was not written here.
  }
  const [question, gain, tableId, ...counts] = Array.isArray(parsed)
    ? parsed
    : [];
  const [total, unknown] = counts as unknown[];
  if (
    question !== questionOf(query) ||
    !Number.isFinite(gain) ||
    !Number.isSafeInteger(tableId) ||
    Math.abs(tableId as number) > 2 ** 31 ||
    ![total, unknown].every(
      count => Number.isSafeInteger(count) && (count as number) >= 0,
    )
  ) {
    throw new InputError(
      'cursor must be what nextCursor of a page was, for the same filters; leave it out to begin with the first page',
    );
  }
  return {
    after: { gain: gain as number, tableId: tableId as number },
    counts: { total: total as number, unknown: unknown as number },
  };
}

function questionOf(query: DueQuery): string {
  const { lakehouse, schema, layer, owner, operation } = query;
  return createHash('sha256')
    .update(JSON.stringify([lakehouse, schema, layer, owner, operation]))
    .digest('base64url')
    .slice(0, 12);
}
