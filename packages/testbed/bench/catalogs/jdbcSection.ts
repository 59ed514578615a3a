import { JdbcCatalog, type CatalogTable } from '@lakehouse-portal/catalogs';
import { startPostgres } from '../../src/postgres';
import type { Report } from '../report/Report';
import { timed } from '../report/statistics';
import { startLatencyProxy } from './latencyProxy';

/** Of the serial calls, which would take minutes for all. */
const SAMPLE = 100;

/**
 * The client for Iceberg's JDBC catalog against a real PostgreSQL behind a proxy that delays what goes to and fro: all
 * pointers in one query, against one look-up per table.
 */
export async function jdbcSection(
  report: Report,
  options: { tables: number; delayMs: number },
): Promise<void> {
  const { tables, delayMs } = options;
  const postgres = await startPostgres();
  const { host, port, user, password } = postgres.connection;
  const proxy = await startLatencyProxy({ host, port }, delayMs);
  try {
    const { database } = await postgres.createDatabase('lake');
    await postgres.query(
      `CREATE TABLE iceberg_tables (
         catalog_name VARCHAR(255) NOT NULL, table_namespace VARCHAR(255) NOT NULL, table_name VARCHAR(255) NOT NULL,
         metadata_location VARCHAR(1000), previous_metadata_location VARCHAR(1000), iceberg_type VARCHAR(5),
         PRIMARY KEY (catalog_name, table_namespace, table_name));
       INSERT INTO iceberg_tables
         SELECT 'bench', 'n' || i % 40, 'table_' || lpad(i::text, 6, '0'), 's3://bench/' || i || '/metadata/00001.metadata.json', NULL, 'TABLE'
         FROM generate_series(0, ${tables - 1}) AS i`,
      { database },
    );
    const catalog = new JdbcCatalog({
      database: {
        kind: 'postgresql',
        ...{ host: '127.0.0.1', port: proxy.port, database, user, password },
      },
      catalogName: 'bench',
    });
    const listAll = async () => {
      const all: CatalogTable[] = [];
      for await (const page of catalog.listTables()) {
        all.push(...page);
      }
      return all;
    };
    const known = await listAll();
    if (known.length !== tables) {
      throw new Error(`${known.length} tables are listed, not ${tables}`);
    }
    await postgres.query(
      `UPDATE iceberg_tables SET metadata_location = replace(metadata_location, '00001', '00002')
       WHERE right(table_name, 2) = '07'`,
      { database },
    );
    report.log(`one look-up after the other, for ${SAMPLE} tables`);
    const sample = known.filter(({ name }) => Number(name.slice(-6)) < SAMPLE);
    const found = new Map<string, string | undefined>();
    const serial = await timed(async () => {
      for (const table of sample) {
        const now = await catalog.findTable(table);
        found.set(table.name, now?.metadataLocation);
      }
    });
    const before = new Map(known.map(t => [t.name, t.metadataLocation]));
    const ours = await timed(async () => {
      const all = await listAll();
      return all.filter(t => before.get(t.name) !== t.metadataLocation);
    });
    await catalog.close();

    // The same answers, before any figure counts.
    if (ours.value.length !== tables / 100) {
      throw new Error(`${ours.value.length} changed, not ${tables / 100}`);
    }
    const serialChanged = sample.filter(
      t => found.get(t.name) !== before.get(t.name),
    );
    const inSample = ours.value.filter(t => found.has(t.name));
    if (
      serialChanged.length !== 1 ||
      inSample.length !== 1 ||
      inSample[0].metadataLocation !== found.get(inSample[0].name)
    ) {
      throw new Error('The look-ups found other changes than the query');
    }
    const perTableMs = serial.ms / sample.length;
    report.line(
      `\nJDBC (${tables} tables, our client, PostgreSQL behind a proxy with ${delayMs} ms per round trip):`,
    );
    report.line(
      `  one look-up after the other   ${perTableMs.toFixed(1)} ms a table: ${(
        (perTableMs * tables) /
        1000
      ).toFixed(0)} s (measured on ${sample.length})`,
    );
    report.line(
      `  all pointers in one query     ${ours.ms.toFixed(
        0,
      )} ms, connection included`,
    );
    report.goal({
      name: 'JDBC: what has changed, against one round trip per table',
      measured: (delayMs * tables) / ours.ms,
      atLeast: 25,
      unit: ' x',
      note: `against our own look-ups, of several round trips each, ${Math.round(
        (perTableMs * tables) / ours.ms,
      ).toLocaleString('en')} x`,
    });
  } finally {
    await proxy.stop();
    await postgres.stop();
  }
}
