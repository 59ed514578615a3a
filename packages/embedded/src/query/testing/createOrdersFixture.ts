import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { quotedString } from '../../engine/quoting';
import type { QueryRequest } from '../QueryRequest';

/** A table `silver.orders` of one Parquet file, and files beside it that no query may read. */
export interface OrdersFixture {
  directory: string;
  dataPath: string;
  secretPath: string;
  request: QueryRequest;
  remove(): void;
}

/** Writes ten thousand orders to a folder of their own. For tests. */
export async function createOrdersFixture(): Promise<OrdersFixture> {
  const directory = mkdtempSync(join(tmpdir(), 'query-'));
  const dataPath = join(directory, "it's [data]*.parquet");
  const secretPath = join(directory, 'secret.parquet');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(
    `COPY (SELECT i::BIGINT AS id, 'name ' || i AS name,
       CASE i % 3 WHEN 0 THEN 'eu' WHEN 1 THEN 'us' END AS region, (i * 1.25)::DECIMAL(9,2) AS amount
     FROM range(10000) t(i)) TO ${quotedString(dataPath)}
     (FORMAT parquet, FIELD_IDS {id: 1, name: 2, region: 3, amount: 4})`,
  );
  await connection.run(
    `COPY (SELECT 'top-secret' AS s) TO ${quotedString(
      secretPath,
    )} (FORMAT parquet)`,
  );
  connection.closeSync();
  const field = (id: number, name: string, type: string) =>
    ({
      id,
      name,
      required: false,
      type: { kind: 'primitive', name: type },
    } as const);
  const request: QueryRequest = {
    scan: {
      schemas: [],
      partitionSpecs: [{ specId: 0, fields: [] }],
      dataFiles: [
        {
          path: dataPath,
          sequenceNumber: 1n,
          specId: 0,
          partition: [],
          deletes: [],
        },
      ],
      deleteFiles: [],
    },
    schema: {
      schemaId: 0,
      identifierFieldIds: [],
      fields: [
        field(1, 'id', 'long'),
        field(2, 'name', 'string'),
        field(3, 'region', 'string'),
        field(4, 'amount', 'decimal(9, 2)'),
      ],
    },
    table: { catalog: 'retail', namespace: 'silver', name: 'orders' },
    sql: '',
    timeoutMs: 20_000,
  };
  return {
    directory,
    dataPath,
    secretPath,
    request,
    remove: () => rmSync(directory, { recursive: true }),
  };
}
