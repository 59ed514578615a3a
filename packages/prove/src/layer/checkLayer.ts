import { tableInSql } from '@lakehouse-portal/trino';
import type { ProveLayer } from '../model';
import { type Proof, type StepRun } from '../run';
import { dropTable } from '../table/dropTable';
import { removeLeftovers } from '../table/removeLeftovers';
import { createSampleTable } from './createSampleTable';
import { ensureSchema } from './ensureSchema';
import { LayerTable } from './LayerTable';
import { compact, expire } from './maintain';
import { changeRows, insertRows, travelBack } from './writeAndRead';

/** Everything that a lakehouse has to be able to do, once through in one schema. */
export async function checkLayer(
  proof: Proof,
  layer: ProveLayer,
): Promise<void> {
  const { schema } = layer;
  const table = proof.tableName();
  const sample = new LayerTable(schema, table, (metadata?: string) =>
    tableInSql({ catalog: proof.catalog, schema, table }, metadata),
  );
  const step = (
    name: string,
    title: string,
    work: (step: StepRun) => Promise<string | { skipped: string }>,
  ) =>
    proof.step(
      { id: `${schema}/${name}`, part: 'layer', layer: schema, title },
      work,
    );

  await step('schema', `Find or make the schema ${schema}`, async run => {
    const found = await ensureSchema(run, layer);
    const leftovers = await removeLeftovers(run, schema);
    return leftovers === undefined ? found : `${found}; ${leftovers}`;
  });
  await step('create', 'Create a partitioned table', run =>
    createSampleTable(run, sample),
  );
  await step('insert', 'Insert rows and read them back', run =>
    insertRows(run, sample),
  );
  await step('change', 'Update and delete rows', run =>
    changeRows(run, sample),
  );
  await step('time-travel', 'Read the first snapshot', run =>
    travelBack(run, sample),
  );
  await step('compact', 'Compact the files', run => compact(run, sample));
  await step('expire', 'Expire old snapshots', run => expire(run, sample));
  await step('drop', 'Drop the table', async run => {
    await dropTable(run, { schema, table, isNamed: false });
    return `${schema}.${table} is gone`;
  });
}
