import type { TrinoStatements } from '../../src';

/** Writes the tables that tests of catalogs look at: `orders`, of which a tenth was deleted, and the view `cheap`. */
export async function writeShop(
  trino: TrinoStatements,
  schema: string,
  { location }: { location?: string } = {},
): Promise<void> {
  for (const sql of [
    `CREATE SCHEMA ${schema}${
      location ? ` WITH (location = '${location}')` : ''
    }`,
    `CREATE TABLE ${schema}.orders WITH (partitioning = ARRAY['year(orderdate)']) AS SELECT orderkey, orderdate, totalprice FROM tpch.tiny.orders`,
    `DELETE FROM ${schema}.orders WHERE orderkey % 10 = 0`,
    `CREATE VIEW ${schema}.cheap AS SELECT * FROM ${schema}.orders WHERE totalprice < 1000`,
  ])
    await trino.query(sql);
}

/** Ids of the snapshots of its orders, sorted, as Trino says. */
export async function snapshotsOfOrders(
  trino: TrinoStatements,
  schema: string,
): Promise<string[]> {
  const rows = await trino.query(
    `SELECT CAST(snapshot_id AS varchar) FROM ${schema}."orders$snapshots"`,
  );
  return rows.map(([id]) => String(id)).sort();
}
