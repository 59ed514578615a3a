import type { LakehouseSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { startPostgres } from '../../src/postgres';
import type { Report } from '../report/Report';
import { median, timed } from '../report/statistics';
import { CountedProvider, ManyTables, startPortalBackend } from '../scale';

const ROUNDS = 5;

/**
 * The entity provider in a real catalog back end on PostgreSQL: what a refresh without a change costs, and one in a
 * hundred tables; against giving the catalog everything, as a provider without deltas does, and against one call per
 * table of the source.
 */
export async function providerSection(
  report: Report,
  options: { tables: number; perTableMs: number },
): Promise<void> {
  const { tables, perTableMs } = options;
  const source = new ManyTables(tables);
  const counted = new CountedProvider();
  const postgres = await startPostgres();
  try {
    const portal = await startPortalBackend({
      postgres,
      prefix: 'bench_',
      lakehouse: {
        scan: {
          schedule: { frequency: { hours: 24 }, timeout: { minutes: 10 } },
        },
        connections: { many: { type: 'many' } },
      },
      connectors: [source.factory()],
      provider: counted,
    });
    try {
      report.log(`scanning ${tables} tables for the first time`);
      const scan = () =>
        portal.call<LakehouseSummary>('/lakehouses/many/scan', {
          method: 'POST',
        });
      await scan();
      const full = await timed(() => counted.provider.refresh());
      const { mutations, calls } = counted;
      if (mutations.at(-1)?.type !== 'full') {
        throw new Error('The first refresh gave nothing to the catalog');
      }

      // As a provider without checksums does it each time, and this one once a day.
      const anew: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        counted.clock.now += 25 * 3_600_000;
        anew.push((await timed(() => counted.provider.refresh())).ms);
      }
      const none: number[] = [];
      const some: number[] = [];
      /** The same without the scan, which lists all tables. */
      const afterScan: number[] = [];
      const mutated = mutations.length;
      for (let round = 0; round < ROUNDS; round++) {
        none.push((await timed(() => counted.provider.refresh())).ms);
      }
      if (mutations.length !== mutated) {
        throw new Error('A refresh without a change mutated the catalog');
      }
      const tablesBefore = calls.tables;
      for (let round = 0; round < ROUNDS; round++) {
        for (let index = round; index < tables; index += 100) {
          source.tables[index].revision += 1;
          source.tables[index].comment = `Round ${round}`;
        }
        const done = mutations.length + 1;
        const start = performance.now();
        await scan();
        const scanned = performance.now();
        while (mutations.length < done) {
          await new Promise(resolve => setTimeout(resolve, 1));
        }
        some.push(performance.now() - start);
        afterScan.push(performance.now() - scanned);
        const last = mutations.at(-1)!;
        if (last.added !== tables / 100 || last.removed !== 0) {
          throw new Error(`The catalog got ${last.added} entities`);
        }
      }
      const read = (calls.tables - tablesBefore) / ROUNDS;

      const oneByOne = tables * perTableMs;
      report.line(
        `\nEntity provider (${tables} tables, Backstage's catalog back end on PostgreSQL; medians of ${ROUNDS} rounds):`,
      );
      report.line(
        `  everything, for the first time          ${full.ms.toFixed(0)} ms`,
      );
      report.line(
        `  everything anew, nothing of it changed  ${median(anew).toFixed(
          0,
        )} ms`,
      );
      report.line(
        `  refresh without a change                ${median(none).toFixed(
          1,
        )} ms, 0 mutations`,
      );
      report.line(
        `  one in a hundred changed: scan, event, delta   ${median(
          some,
        ).toFixed(0)} ms, ${tables / 100} entities, ${read} tables read`,
      );
      report.line(
        `  of that, after the scan of all tables   ${median(afterScan).toFixed(
          0,
        )} ms`,
      );
      report.goal({
        name: 'Provider: refresh without a change, against giving everything',
        measured: median(anew) / median(none),
        atLeast: 4,
        unit: ' x',
      });
      report.goal({
        name: 'Provider: entities and tables for 1 % changed, in % of all',
        measured: (100 * read) / tables,
        atMost: 1,
        unit: ' %',
      });
      report.goal({
        name: 'Provider: 1 % changed, from the listing to the catalog, against one call per table',
        measured: oneByOne / median(some),
        atLeast: 20,
        unit: ' x',
      });
    } finally {
      await portal.stop();
    }
  } finally {
    await postgres.stop();
  }
}
