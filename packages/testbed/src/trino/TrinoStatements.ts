import { runStatement } from './runStatement';

/** A Trino of the testbed that is running already, whoever started it. */
export class TrinoStatements {
  constructor(
    /** `http://127.0.0.1:8080`. */
    readonly url: string,
  ) {}

  /** Runs a statement to its end and returns all rows, cells as Trino's JSON has them (long ids: cast them to varchar). */
  async query(sql: string): Promise<unknown[][]> {
    return runStatement(this.url, sql);
  }

  /**
   * Adds a catalog: each test has its own.
   *
   * @param properties - `connector.name` among them.
   */
  async createCatalog(
    name: string,
    properties: Record<string, string>,
  ): Promise<void> {
    const { 'connector.name': connector, ...others } = properties;
    const list = Object.entries(others)
      .map(([key, value]) => `"${key}" = '${value.replaceAll("'", "''")}'`)
      .join(', ');
    await this.query(
      `CREATE CATALOG ${name} USING ${connector}${list && ` WITH (${list})`}`,
    );
  }

  /** Removes a catalog, not what is in it. */
  async dropCatalog(name: string): Promise<void> {
    await this.query(`DROP CATALOG ${name}`);
  }
}
