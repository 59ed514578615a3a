import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import type { ConnectionConfig } from '../config';
import type { TableStore } from '../database';
import type { TableScanner } from '../scan';

/** Health as a scan just found it. */
export interface MeasuredHealth {
  score?: number;
  slowdown?: number;
  /** Entity ref. */
  owner?: string;
}

/** Has a table scanned and judged anew, so that what the portal shows is what is compared. */
export class HealthReader {
  readonly #scanner: Pick<TableScanner, 'scan'>;
  readonly #tables: Pick<TableStore, 'find'>;

  constructor(options: {
    scanner: Pick<TableScanner, 'scan'>;
    tables: Pick<TableStore, 'find'>;
  }) {
    this.#scanner = options.scanner;
    this.#tables = options.tables;
  }

  /** @throws NotFoundError when the table is gone, ServiceUnavailableError when the catalog can't be asked. */
  async measure(
    connection: ConnectionConfig,
    ref: TableRef,
    signal?: AbortSignal,
  ): Promise<MeasuredHealth> {
    await this.#scanner.scan(connection, ref, signal);
    return this.known(ref);
  }

  /** As of the last scan. */
  async known(ref: TableRef): Promise<MeasuredHealth> {
    const found = await this.#tables.find(ref);
    const { score, slowdown, owner } = found?.summary ?? {};
    return { score, slowdown, owner };
  }
}
