import { createScanInput, QueryRunner } from '@lakehouse-portal/embedded';
import {
  planScan,
  type FileIO,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';

/** Rows of a table as the embedded lakehouse's query engine sees them, deletes applied. */
export async function countRows(
  fileIO: FileIO,
  metadata: TableMetadata,
): Promise<number> {
  if (metadata.currentSnapshotId === undefined) {
    return 0;
  }
  const plan = await planScan(fileIO, metadata, metadata.currentSnapshotId);
  const runner = QueryRunner.create();
  try {
    const { rows } = await runner.run({
      scan: await createScanInput(plan, metadata, fileIO),
      schema: plan.schema,
      table: { namespace: 'any', name: 'counted' },
      sql: 'SELECT count(*) FROM this',
    });
    return Number(rows[0][0]);
  } finally {
    runner.close();
  }
}
