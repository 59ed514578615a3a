import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  judge,
  namedAilments,
  resolvePolicy,
} from '@lakehouse-portal/table-health';
import {
  LocalFileIO,
  planScan,
  readFileStatistics,
} from '@lakehouse-portal/table-metadata';
import { EmbeddedLakehouse } from '../EmbeddedLakehouse';
import { createScanInput, scanSql } from '../scan';
import { createRetailLakehouse } from './createRetailLakehouse';
import { DAY } from './durations';
import { retailTables } from './retailTables';

const nowMs = Date.UTC(2026, 10, 24, 12);

// Starts processes, or writes thousands of files: slow on a busy machine.
jest.setTimeout(120_000);

describe('retailTables', () => {
  let directory: string;
  let lakehouse: EmbeddedLakehouse;
  let io: LocalFileIO;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'retail-'));
    await createRetailLakehouse({ directory, nowMs });
    lakehouse = await EmbeddedLakehouse.open({ directory, name: 'retail' });
    io = await LocalFileIO.create({ roots: [directory] });
  }, 600_000);
  afterAll(async () => {
    await lakehouse?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function load(table: (typeof retailTables)[number]) {
    const { metadata } = await lakehouse.loadTable({
      namespace: table.schema,
      name: table.table,
    });
    return { metadata, snapshotId: metadata.currentSnapshotId ?? '' };
  }

  it.each(
    retailTables.map(
      table => [`${table.schema}.${table.table}`, table] as const,
    ),
  )(
    '%s: its health names its ailments, or none when it is well, now and a month later',
    async (_, table) => {
      const { metadata, snapshotId } = await load(table);
      const files = await readFileStatistics(io, metadata, { snapshotId });
      for (const later of [0, 31 * DAY]) {
        const policy = resolvePolicy({ layer: table.layer, metadata });
        const health = judge({ metadata, files, nowMs: nowMs + later }, policy);
        const named = namedAilments(health);
        if (table.ailments.length === 0) {
          expect([health.severity, named, health.recommendations]).toEqual([
            'healthy',
            [],
            [],
          ]);
        } else {
          expect(named).toEqual(expect.arrayContaining(table.ailments));
        }
      }
    },
  );

  it('says owner, layer and description in the properties of each table', async () => {
    for (const table of retailTables) {
      const { metadata } = await load(table);
      expect(metadata.properties).toMatchObject({
        owner: table.owner,
        'lakehouse.layer': table.layer,
        comment: table.description,
      });
    }
    expect(await lakehouse.listTables()).toHaveLength(retailTables.length);
  });

  it('can be read: as many rows as the manifests say, less those deleted', async () => {
    const connection = await (
      await DuckDBInstance.create(':memory:')
    ).connect();
    for (const table of retailTables) {
      const { metadata, snapshotId } = await load(table);
      const files = await readFileStatistics(io, metadata, { snapshotId });
      const plan = await planScan(io, metadata, snapshotId);
      const input = await createScanInput(plan, metadata, io, {
        root: lakehouse.warehouseLocation,
      });
      const sql = await scanSql(connection, input, plan.schema);
      const [[rows]] = (
        await connection.runAndReadAll(`SELECT count(*) FROM (${sql})`)
      ).getRows();
      expect([table.table, rows]).toEqual([
        table.table,
        files.dataRecords - files.positionDeleteRecords,
      ]);
      expect(rows).toBeGreaterThan(0n);
    }
    connection.closeSync();
  });

  it('keeps within what a first start can be asked to wait for', async () => {
    const sizes = await Promise.all(
      retailTables.map(async table => {
        const { metadata, snapshotId } = await load(table);
        return (await readFileStatistics(io, metadata, { snapshotId }))
          .dataBytes;
      }),
    );
    expect(sizes.reduce((sum, bytes) => sum + bytes, 0n)).toBeLessThan(
      150_000_000n,
    );
  });
});
