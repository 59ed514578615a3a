import type { Knex } from 'knex';
import { entityNameOfRow } from '../database/tableIdentity';
import type { RegressionRow, TableRow } from '../database/rows';
import type { RunRow } from './database/maintenanceRows';
import type { Notices } from './Notices';

/** Whoever was away for longer reads it on the page. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;
const AT_ONCE = 20;

type OpenRegression = RegressionRow &
  Pick<
    TableRow,
    'lakehouse' | 'schema_name' | 'table_name' | 'entity_name' | 'owner'
  >;

/** Tells the owners of tables that have become much worse, once for each time, whatever replica found it. */
export class RegressionNotifier {
  readonly #knex: Knex;
  readonly #notices: Pick<Notices, 'send'>;
  readonly #now: () => number;

  constructor(options: {
    knex: Knex;
    notices: Pick<Notices, 'send'>;
    now: () => number;
  }) {
    this.#knex = options.knex;
    this.#notices = options.notices;
    this.#now = options.now;
  }

  /** Tells of all that were not told of. That it can't is logged, and nothing more. */
  async tell(signal?: AbortSignal): Promise<void> {
    const open = (await this.#knex('lakehouse_health_regressions as r')
      .join('lakehouse_tables as t', 't.id', 'r.table_id')
      .whereNull('r.notified_at')
      .where('r.at', '>', this.#now() - MAX_AGE_MS)
      .select('r.*', 't.lakehouse', 't.schema_name', 't.table_name')
      .select('t.entity_name', 't.owner')
      .orderBy('r.at')
      .limit(AT_ONCE)) as OpenRegression[];
    for (const regression of open) {
      if (signal?.aborted) {
        return;
      }
      if (
        regression.owner === null ||
        (await this.#isToldByRun(regression)) ||
        (await this.#send(regression, regression.owner))
      ) {
        await this.#knex<RegressionRow>('lakehouse_health_regressions')
          .where({ id: regression.id })
          .whereNull('notified_at')
          .update({ notified_at: this.#now() });
      }
    }
  }

  /** What a run has done to the table is told with the end of the run. */
  async #isToldByRun(regression: OpenRegression): Promise<boolean> {
    const at = Number(regression.at);
    const run = await this.#knex<RunRow>('lakehouse_maintenance_runs')
      .where({
        lakehouse: regression.lakehouse,
        schema_name: regression.schema_name,
        table_name: regression.table_name,
      })
      .where('started_at', '<=', at)
      .where(end =>
        end.whereNull('finished_at').orWhere('finished_at', '>=', at),
      )
      .first('id');
    return run !== undefined;
  }

  async #send(regression: OpenRegression, owner: string): Promise<boolean> {
    return this.#notices.send(
      `regression/${regression.id}`,
      {
        recipients: { type: 'entity', entityRef: owner },
        payload: payloadOf(regression),
      },
      `${owner} could not be told that ${regression.schema_name}.${regression.table_name} has become worse`,
    );
  }
}

function payloadOf(regression: OpenRegression) {
  const { score_before: before, score_after: after } = regression;
  const changes = JSON.parse(regression.changes) as Array<[string, number]>;
  const [first, ...others] = changes.slice(0, 3);
  const what = first
    ? ` Most of it: ${[first, ...others]
        .map(
          ([id, points]) =>
            `${id.replaceAll('-', ' ')}, ${round(points)} points more`,
        )
        .join('; ')}.`
    : '';
  const since =
    regression.snapshot_before === null ||
    regression.snapshot_before === regression.snapshot_after
      ? ''
      : ` Since snapshot ${regression.snapshot_before}.`;
  const isCritical = regression.severity_after === 'critical';
  return {
    title: `${regression.schema_name}.${regression.table_name} has become worse: ${before} → ${after}`,
    description: `It was ${words(regression.severity_before)}, and is ${words(
      regression.severity_after,
    )}.${what}${since}`,
    link: `/catalog/default/resource/${encodeURIComponent(
      entityNameOfRow(regression),
    )}/health`,
    severity: isCritical ? ('high' as const) : ('normal' as const),
    topic: 'lakehouse-health',
    scope: `lakehouse-health-${regression.table_id}`,
  };
}

function words(severity: string): string {
  return severity.replaceAll('-', ' ');
}

function round(points: number): number {
  return Math.round(points * 10) / 10;
}
