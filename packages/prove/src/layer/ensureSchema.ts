import { quoteLiteral, quoteName } from '@lakehouse-portal/trino';
import type { ProveLayer } from '../model';
import type { StepRun } from '../run';

/** Makes the schema where it is missing; the lakehouse needs it, so that it stays. */
export async function ensureSchema(
  step: StepRun,
  { schema, location }: ProveLayer,
): Promise<string> {
  const { proof } = step;
  const { rows } = await step.run(
    `SHOW SCHEMAS FROM ${quoteName(proof.catalog)}`,
  );
  if (rows.some(([name]) => name === schema)) {
    return `${schema} is there`;
  }
  const { storage } = proof.options;
  const place =
    location ?? (storage && `${storage.scheme}://${storage.bucket}/${schema}`);
  await step.run(
    `CREATE SCHEMA IF NOT EXISTS ${quoteName(proof.catalog, schema)}${
      place === undefined ? '' : ` WITH (location = ${quoteLiteral(place)})`
    }`,
  );
  proof.createdSchemas.push(schema);
  return `${schema} was missing and was made; it stays, since the lakehouse needs it`;
}
