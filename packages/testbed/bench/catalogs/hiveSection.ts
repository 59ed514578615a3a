import {
  type CatalogTable,
  HiveMetastoreCatalog,
} from '@lakehouse-portal/catalogs';
import { startHiveMetastore } from '../../src/hive';
import { startPostgres } from '../../src/postgres';
import type { Report } from '../report/Report';
import { median, timed } from '../report/statistics';
import { fillMetastore } from './fillMetastore';
import { startLatencyProxy } from './latencyProxy';

/** Of the serial calls, which would take minutes for all. */
const SAMPLE = 100;
const DATABASES = 20;
const BATCH = 100;
const ROUNDS = 3;

/**
 * The client for the Hive Metastore against a real one behind a proxy that delays what goes to and fro: a call for each
 * hundred tables, against one for each.
 */
export async function hiveSection(
  report: Report,
  options: { tables: number; delayMs: number },
): Promise<void> {
  const { tables, delayMs } = options;
  const postgres = await startPostgres();
  try {
    report.log('starting a Hive Metastore');
    const database = 'metastore';
    const metastore = await startHiveMetastore({
      postgres: postgres.connection,
      database,
      warehouse: 's3://bench/hive',
    });
    const asked = new Map<string, number>();
    const proxy = await startLatencyProxy(
      { host: '127.0.0.1', port: metastore.port },
      delayMs,
      bytes => count(asked, bytes),
    );
    const catalog = new HiveMetastoreCatalog({
      servers: [{ host: '127.0.0.1', port: proxy.port }],
      timeoutMs: 60_000,
    });
    const listAll = async () => {
      const all: CatalogTable[] = [];
      for await (const page of catalog.listTables()) all.push(...page);
      return all;
    };
    try {
      await fillMetastore(postgres, database, { tables, databases: DATABASES });
      const known = await listAll();
      if (known.length !== tables)
        throw new Error(`${known.length} tables are listed, not ${tables}`);
      const before = new Map(known.map(t => [t.name, t.metadataLocation]));
      await postgres.query(
        `UPDATE "TABLE_PARAMS" SET "PARAM_VALUE" = replace("PARAM_VALUE", '00001', '00002')
         FROM "TBLS" WHERE "TBLS"."TBL_ID" = "TABLE_PARAMS"."TBL_ID"
         AND "PARAM_KEY" = 'metadata_location' AND right("TBL_NAME", 2) = '07'`,
        { database },
      );

      report.log(`one call after the other, for ${SAMPLE} tables`);
      const sample = known.filter(
        ({ name }) => Number(name.slice(-6)) < SAMPLE,
      );
      const found = new Map<string, string | undefined>();
      const serial = await timed(async () => {
        for (const table of sample)
          found.set(
            table.name,
            (await catalog.findTable(table))?.metadataLocation,
          );
      });
      const perTableMs = serial.ms / sample.length;

      const times: number[] = [];
      let changed: CatalogTable[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        asked.clear();
        const ours = await timed(async () =>
          (
            await listAll()
          ).filter(t => before.get(t.name) !== t.metadataLocation),
        );
        times.push(ours.ms);
        changed = ours.value;
      }

      // The same answers, before any figure counts.
      if (changed.length !== tables / 100)
        throw new Error(`${changed.length} changed, not ${tables / 100}`);
      for (const table of changed)
        if (
          found.has(table.name) &&
          found.get(table.name) !== table.metadataLocation
        )
          throw new Error(`The single call found another ${table.name}`);
      if (
        sample.filter(t => found.get(t.name) !== before.get(t.name)).length !==
        1
      )
        throw new Error('The single calls found other changes');

      const batches = asked.get('get_table_objects_by_name_req') ?? 0;
      const calls = [...asked.values()].reduce((sum, n) => sum + n, 0);
      const oursMs = median(times);
      report.line(
        `\nHive Metastore (${tables} tables in ${DATABASES} databases, our client, Hive Metastore 4.0.1 on PostgreSQL behind a proxy with ${delayMs} ms per round trip):`,
      );
      report.line(
        `  one call after the other   ${perTableMs.toFixed(
          1,
        )} ms a table: ${Math.round(
          (perTableMs * tables) / 1000,
        )} s (measured on ${sample.length})`,
      );
      report.line(
        `  what has changed           ${(oursMs / 1000).toFixed(
          1,
        )} s (median of ${ROUNDS}): ${calls} calls, ${batches} of them for tables`,
      );
      report.goal({
        name: 'Hive: calls for tables',
        measured: batches,
        atMost: tables / BATCH,
        unit: '',
        note: `and one for each of the ${DATABASES} databases, one for the names of these`,
      });
      report.goal({
        name: 'Hive: what has changed, against one call per table',
        measured: (perTableMs * tables) / oursMs,
        atLeast: 5,
        unit: ' x',
        // Each table costs the metastore some twenty queries, and it can't leave out what nobody asked for.
        note: `the metastore itself takes ${(
          oursMs / tables -
          (delayMs * calls) / tables
        ).toFixed(1)} ms for a table of a batch`,
      });
    } finally {
      await catalog.close();
      await proxy.stop();
      await metastore.stop();
    }
  } finally {
    await postgres.stop();
  }
}

/** Counts a call by its method: its name follows the version of the protocol, in Thrift's strict binary form. */
function count(asked: Map<string, number>, bytes: Buffer): void {
  if (bytes.length < 8 || bytes.readUInt16BE(0) !== 0x8001) return;
  const method = bytes.toString('latin1', 8, 8 + bytes.readInt32BE(4));
  asked.set(method, (asked.get(method) ?? 0) + 1);
}
