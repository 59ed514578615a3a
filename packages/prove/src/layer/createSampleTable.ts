import { quoteLiteral } from '@lakehouse-portal/trino';
import { CheckFailed } from '../diagnosis';
import type { StepRun } from '../run';
import {
  ownershipComment,
  SAMPLE_COLUMNS,
  SAMPLE_PARTITIONING,
} from '../table';
import type { LayerTable } from './LayerTable';

/** Makes the table of a layer, and looks where its files go. */
export async function createSampleTable(
  step: StepRun,
  { schema, table, sql }: LayerTable,
): Promise<string> {
  const { proof } = step;
  const comment = ownershipComment({ run: proof.run, madeAt: new Date() });
  proof.made.add({ schema, table, isNamed: false });
  await step.run(
    `CREATE TABLE ${sql()} (${SAMPLE_COLUMNS}) COMMENT ${quoteLiteral(
      comment,
    )} WITH (partitioning = ${SAMPLE_PARTITIONING})`,
  );
  const { rows } = await step.run(
    `SELECT value FROM ${sql('properties')} WHERE key = 'location'`,
  );
  const location = rows.length > 0 ? String(rows[0][0]) : undefined;
  const { storage } = proof.options;
  const expected = storage && `${storage.scheme}://${storage.bucket}/`;
  if (expected && location && !plainScheme(location).startsWith(expected)) {
    throw new CheckFailed({
      hop: 'storage',
      message: `The files of ${schema}.${table} are at ${location}, expected below ${expected}`,
      cause: `The schema ${schema}, or the catalog's warehouse, is in another place than this lakehouse's object storage.`,
      remedy: `Set the location of the schema (ALTER SCHEMA can't: make it anew while it is empty) or the catalog's default warehouse to ${expected}.`,
    });
  }
  return `${schema}.${table}, partitioned by month${
    location ? `, at ${location}` : ''
  }`;
}

/** Hive Metastore needs `s3a://` for the same bucket: its file system of Hadoop has no other name for it. */
function plainScheme(location: string): string {
  return location.replace(/^s3[an]:/, 's3:');
}
