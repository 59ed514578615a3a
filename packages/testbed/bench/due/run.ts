import {
  readMaintenancePolicy,
  resolveMaintenancePolicy,
} from '@lakehouse-portal/maintenance';
/* eslint-disable @backstage/no-relative-monorepo-imports */
// What the back end does for itself is no part of what its package exports.
import { migrationsDirectory } from '../../../../plugins/lakehouse-backend/src/database/openDatabase';
import { DueTables } from '../../../../plugins/lakehouse-backend/src/maintenance/DueTables';
import { DueStore } from '../../../../plugins/lakehouse-backend/src/maintenance/database/DueStore';
import { fillDue } from '../../../../plugins/lakehouse-backend/src/maintenance/__testUtils__/fillDue';
/* eslint-enable @backstage/no-relative-monorepo-imports */
import knexFactory, { type Knex } from 'knex';
import { startPostgres } from '../../src/postgres';
import { Report } from '../report/Report';
import { median } from '../report/statistics';

const TABLES = 10_000;
const ROUNDS = 5;
const NOW = Date.parse('2026-11-27T12:00:00Z');

/** A general policy, and ten that select by name: each table has two of them. */
const POLICIES = ['all', ...Array.from({ length: 10 }, (_, n) => `t*${n}`)].map(
  pattern =>
    readMaintenancePolicy(
      {
        apiVersion: 'lakehouse-portal.io/v1alpha1',
        kind: 'MaintenancePolicy',
        metadata: { name: pattern.replace('*', '') },
        spec: {
          ...(pattern !== 'all' && {
            selector: { schema: 'silver', table: pattern },
          }),
          operations: { 'rewrite-data-files': 'automatic' },
          windows: [{ from: '22:00', to: '04:00', timeZone: 'Europe/Oslo' }],
        },
      },
      pattern,
    ),
);

async function main(): Promise<void> {
  const report = new Report(
    `What is due of ${TABLES.toLocaleString(
      'en',
    )} tables, with policies, on PostgreSQL.`,
  );
  const postgres = await startPostgres();
  const knex = knexFactory({ client: 'pg', connection: postgres.url() });
  try {
    await knex.migrate.latest({ directory: migrationsDirectory() });
    report.log('making the tables');
    await fillDue(knex, TABLES, NOW);
    await measure(report, knex);
  } finally {
    await knex.destroy();
    await postgres.stop();
  }
  report.end();
}

async function measure(report: Report, knex: Knex): Promise<void> {
  let queries = 0;
  knex.on('query', () => {
    queries += 1;
  });
  const due = new DueTables({
    due: new DueStore(knex),
    directory: { list: async () => [{ name: 'shop' } as never] },
    judge: {
      maintenanceOf: ({ schema, name }) =>
        resolveMaintenancePolicy(POLICIES, {
          ...{ lakehouse: 'shop', schema, table: name },
        }),
    },
    now: () => NOW,
  });
  const readers: Record<string, () => Promise<string[]>> = {
    'pages of 100': () => inPages(due, 100),
    'a query for each table': () => inPages(due, 1),
  };
  const times: Record<string, number[]> = {};
  const asked: Record<string, number> = {};
  let answer: string | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, read] of Object.entries(readers)) {
      // The rival takes a minute: once is enough.
      if (name !== 'pages of 100' && round > 0) continue;
      queries = 0;
      const start = performance.now();
      const found = (await read()).join('\n');
      (times[name] ??= []).push(performance.now() - start);
      asked[name] = queries;
      answer ??= found;
      if (found !== answer) throw new Error(`${name}: another answer`);
    }
  }
  const [ours, rival] = Object.keys(readers).map(name => median(times[name]));
  for (const name of Object.keys(readers))
    report.line(
      `  ${name.padEnd(24)} ${(median(times[name]) / 1000)
        .toFixed(2)
        .padStart(7)} s  ${asked[name].toLocaleString('en')} queries`,
    );
  report.goal({
    ...{ name: 'All that is due, with what may start when', unit: ' s' },
    ...{ measured: ours / 1000, atMost: 2 },
  });
  report.goal({
    ...{ name: 'In that time, of a query for each table', unit: ' x' },
    ...{ measured: rival / ours, atLeast: 10 },
  });
}

async function inPages(due: DueTables, limit: number): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await due.list({ limit, cursor });
    for (const { table, gain, nextStart } of page.items)
      found.push(`${table} ${gain} ${nextStart}`);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

main().catch(error => {
  process.exitCode = 1;
  throw error;
});
