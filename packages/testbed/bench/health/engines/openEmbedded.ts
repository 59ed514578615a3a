import { createScanInput, QueryRunner } from '@lakehouse-portal/embedded';
import {
  LocalFileIO,
  planScan,
  readTableMetadata,
} from '@lakehouse-portal/table-metadata';
import { timed } from '../../report/statistics';
import type { Engine } from './Engine';

const TIMEOUT_MS = 120_000;
const MEMORY_BYTES = 2 * 1024 ** 3;

/** The engine that the portal brings along, as the portal uses it: each query reads the metadata and gets a process of its own. `folder`: of the tables. */
export async function openEmbedded(folder: string): Promise<Engine> {
  const io = await LocalFileIO.create({ roots: [folder] });
  const runner = QueryRunner.create();
  const locations = new Map<string, string>();
  return {
    title: 'embedded (DuckDB)',
    readsDeletionVectors: true,
    store: 'files',
    warmUpMs: 0,
    async open(tables) {
      for (const [name, location] of tables) locations.set(name, location);
    },
    async run(table, query) {
      const { ms, value } = await timed(async () => {
        const metadata = await readTableMetadata(io, locations.get(table)!);
        const plan = await planScan(io, metadata, metadata.currentSnapshotId!);
        return runner.run({
          scan: await createScanInput(plan, metadata, io),
          schema: plan.schema,
          table: { namespace: 'bench', name: table },
          sql: query.sql(table),
          memoryLimitBytes: MEMORY_BYTES,
          timeoutMs: TIMEOUT_MS,
        });
      });
      return { ms, rows: value.rows.map(row => row.map(String)) };
    },
    async close() {
      runner.close();
    },
  };
}
