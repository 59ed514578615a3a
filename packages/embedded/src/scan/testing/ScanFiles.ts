import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { TableSchema } from '@lakehouse-portal/table-metadata';
import { quotedString } from '../../engine/quoting';
import type { ScanInput } from '../ScanInput';
import { scanSql } from '../scanSql';

/** Parquet files in a folder whose name is a trap, and scans over them. For tests. */
export class ScanFiles {
  readonly connection: DuckDBConnection;
  readonly #directory: string;

  static async create(): Promise<ScanFiles> {
    const connection = await (
      await DuckDBInstance.create(':memory:')
    ).connect();
    await connection.run(`SET TimeZone='UTC'`);
    return new ScanFiles(
      connection,
      mkdtempSync(join(tmpdir(), 'scan [a]*?-')),
    );
  }

  private constructor(connection: DuckDBConnection, directory: string) {
    this.connection = connection;
    this.#directory = directory;
  }

  /** @param options - of `COPY`, usually the field ids. */
  async write(name: string, select: string, options: string): Promise<string> {
    const path = join(this.#directory, name);
    await this.connection.run(
      `COPY (${select}) TO ${quotedString(path)} (FORMAT parquet, ${options})`,
    );
    return path;
  }

  async rows(scan: ScanInput, schema: TableSchema): Promise<unknown[][]> {
    const sql = await scanSql(this.connection, scan, schema);
    const reader = await this.connection.runAndReadAll(
      `SELECT * FROM (${sql}) ORDER BY ALL`,
    );
    return reader.getRowsJson();
  }

  remove(): void {
    this.connection.closeSync();
    rmSync(this.#directory, { recursive: true });
  }
}
