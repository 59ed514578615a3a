import { quoteLiteral, quoteName } from '@lakehouse-portal/trino';

/** Where the lab is, and what its data comes from. */
export interface LabPlace {
  /** Iceberg catalog in Trino. */
  catalog: string;
  /** A schema of its own. */
  schema: string;
  /** Where the files of the schema go, `s3://lake/warehouse/lab`; the catalog's default where nothing is said. */
  location?: string;
  /** Catalog of the connector `tpch`. */
  tpch: string;
}

/** A statement of the lab. */
export interface LabStep {
  /** As its heading in docs/lab.md. */
  title: string;
  sql: string;
  /** Has a row where the statement was run before; undefined: it only reads. */
  doneWhen?: string;
}

/** As docs/lab.md names the first snapshot. */
export const FIRST_SNAPSHOT = '1234567890123456789';

/** The statements of docs/lab.md, a test sees to that. Each can be run when it was before: then it is left out. */
export function labSteps({
  catalog,
  schema,
  location,
  tpch,
}: LabPlace): LabStep[] {
  const place = quoteName(catalog, schema);
  const source = quoteName(tpch);
  const tables = `${quoteName(
    catalog,
  )}.information_schema.tables WHERE table_schema = ${quoteLiteral(schema)}`;
  return [
    {
      title: 'Schema',
      sql: `CREATE SCHEMA ${place}${
        location === undefined
          ? ''
          : ` WITH (location = ${quoteLiteral(location)})`
      }`,
      doneWhen: `SELECT 1 FROM ${quoteName(
        catalog,
      )}.information_schema.schemata WHERE schema_name = ${quoteLiteral(
        schema,
      )}`,
    },
    {
      title: 'Partitioned orders',
      sql: `CREATE TABLE ${place}.orders
WITH (partitioning = ARRAY['month(orderdate)'])
AS SELECT * FROM ${source}.tiny.orders`,
      doneWhen: `SELECT 1 FROM ${tables} AND table_name = 'orders'`,
    },
    {
      title: 'Customers',
      sql: `CREATE TABLE ${place}.customers
AS SELECT * FROM ${source}.tiny.customer`,
      doneWhen: `SELECT 1 FROM ${tables} AND table_name = 'customers'`,
    },
    {
      title: 'Revenue by market segment',
      sql: `SELECT
  c.mktsegment AS segment,
  count(*) AS orders,
  count(DISTINCT c.custkey) AS customers,
  CAST(sum(o.totalprice) AS decimal(18, 2)) AS revenue
FROM ${place}.orders o
JOIN ${place}.customers c ON o.custkey = c.custkey
WHERE o.orderdate >= DATE '1996-01-01' AND o.orderdate < DATE '1997-01-01'
GROUP BY c.mktsegment
ORDER BY revenue DESC`,
    },
    {
      title: 'Growth from year to year',
      sql: `WITH years AS (
  SELECT year(orderdate) AS year, count(*) AS orders, sum(totalprice) AS revenue
  FROM ${place}.orders
  WHERE orderdate < DATE '1998-01-01'
  GROUP BY year(orderdate)
)
SELECT
  year,
  orders,
  CAST(revenue AS decimal(18, 2)) AS revenue,
  CAST(100 * (revenue / lag(revenue) OVER (ORDER BY year) - 1) AS decimal(6, 2)) AS growth_percent
FROM years
ORDER BY year`,
    },
    {
      title: 'Added column',
      sql: `ALTER TABLE ${place}.orders ADD COLUMN channel varchar`,
      doneWhen: `SELECT 1 FROM ${quoteName(
        catalog,
      )}.information_schema.columns WHERE table_schema = ${quoteLiteral(
        schema,
      )} AND table_name = 'orders' AND column_name = 'channel'`,
    },
    {
      title: 'Update',
      sql: `UPDATE ${place}.orders SET channel = 'telephone'
WHERE orderpriority = '1-URGENT' AND orderdate >= DATE '1998-01-01'`,
      doneWhen: `SELECT 1 FROM ${place}.orders WHERE channel = 'telephone' LIMIT 1`,
    },
    {
      title: 'Snapshots',
      sql: `SELECT CAST(snapshot_id AS varchar) AS snapshot_id, committed_at, operation
FROM ${place}."orders$snapshots"
ORDER BY committed_at`,
    },
    {
      title: 'Time travel to the first snapshot',
      sql: `SELECT count(*) AS orders, CAST(sum(totalprice) AS decimal(18, 2)) AS revenue
FROM ${place}.orders FOR VERSION AS OF ${FIRST_SNAPSHOT}`,
    },
  ];
}
