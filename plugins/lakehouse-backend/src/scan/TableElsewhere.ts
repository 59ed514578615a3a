import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseConnector } from '@lakehouse-portal/plugin-lakehouse-node';
import type { KnownTable, TableStore } from '../database';
import { exchangedName, type MovedTable } from './exchangesAmong';
import { findExchange } from './findExchange';
import { findPointer } from './findPointer';
import { listedStateOf } from './listedState';
import { readMetadata } from './readMetadata';
import type { KnownElsewhere } from './TableScan';

/** What looking for a table by other names works with. */
export interface TableElsewhereOptions {
  connector: LakehouseConnector;
  ref: TableRef;
  /** What is known by the name. */
  table: KnownTable;
  tables: TableStore;
  logger: LoggerService;
  now: () => number;
  /** Of all that is asked about others it may have exchanged its name with. */
  timeoutMs: number;
  signal: AbortSignal;
}

/**
 * Finds what a single table was called before. No listing says so: the catalog is asked. That it does not answer is logged, and
 * fails nothing: the table that was asked for is there.
 */
export class TableElsewhere implements KnownElsewhere {
  readonly #options: TableElsewhereOptions;

  constructor(options: TableElsewhereOptions) {
    this.#options = options;
  }

  async missing(uuid: string): Promise<KnownTable | undefined> {
    const { connector, tables, logger, now, signal } = this.#options;
    for (const known of await this.#knownAs(uuid)) {
      const name = { namespace: known.schema, name: known.table };
      try {
        if (await findPointer(connector, name, signal)) {
          continue;
        }
      } catch (error) {
        signal.throwIfAborted();
        logger.warn(
          `Whether ${name.namespace}.${name.name} is still there is not known`,
          toError(error),
        );
        continue;
      }
      await tables.markGone([known.id], now(), false);
      return known;
    }
    return undefined;
  }

  async listed(uuid: string): Promise<KnownTable | undefined> {
    return (await this.#knownAs(uuid))[0];
  }

  /**
   * Lets the table keep what is known of it where it has exchanged its name with others.
   *
   * @returns All of these, itself first; empty: it has not; undefined: not known, and what is known by its name must stay.
   */
  async exchange(tableUuid: string): Promise<MovedTable[] | undefined> {
    const { ref, table, tables, logger, timeoutMs, signal } = this.#options;
    const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    try {
      const all = await tables.listKnown(ref.lakehouse);
      const named = all.find(
        other => other.schema === ref.schema && other.table === ref.table,
      );
      if (named && named.id !== table.id) {
        // A scan has seen it meanwhile.
        return named.tableUuid === tableUuid
          ? [{ known: table, found: { ...named, tableUuid } }]
          : undefined;
      }
      const exchange = await findExchange(table, tableUuid, all, other =>
        this.#uuidOf(other, within),
      );
      const isDone =
        exchange.length > 0 &&
        (await tables.exchangeNames(exchange.map(exchangedName)));
      return isDone ? exchange : [];
    } catch (error) {
      signal.throwIfAborted();
      logger.warn(
        `Whether ${ref.schema}.${ref.table} has exchanged its name with another table is not known`,
        toError(error),
      );
      return undefined;
    }
  }

  async #knownAs(uuid: string): Promise<KnownTable[]> {
    const { ref, table, tables } = this.#options;
    return (await tables.listKnown(ref.lakehouse)).filter(
      other => other.tableUuid === uuid && other.id !== table.id,
    );
  }

  /** Of what the catalog has by the name of a known table. */
  async #uuidOf(
    known: KnownTable,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { connector } = this.#options;
    const name = { namespace: known.schema, name: known.table };
    const pointer = await findPointer(connector, name, signal);
    if (!pointer || listedStateOf(pointer).unreadable !== undefined) {
      return undefined;
    }
    const reading = await readMetadata(connector, pointer, { signal });
    return reading === 'unchanged' ? undefined : reading.metadata.tableUuid;
  }
}
