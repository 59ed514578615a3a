import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  ConnectorTable,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { KnownTable, TableStore } from '../database';

/** A table that the catalog lists, and what is known of it. */
export interface ListedTable extends KnownTable {
  pointer: ConnectorTable;
}

/** What a complete listing found. */
export interface Listing {
  tables: ListedTable[];
  added: KnownTable[];
  /** Not listed any more; those that were missing before are removed by now. */
  gone: KnownTable[];
  /** Tables that can't be kept: names too long, or with characters that databases don't store. */
  refused: ConnectorTable[];
}

/** Characters. */
const MAX_NAME = 512;

/**
 * Lists the tables of a catalog to the end and brings the store up to date. A listing that
 * fails half-way changes nothing: only a complete one says that a table is gone.
 */
export async function listTables(options: {
  lakehouse: string;
  connector: LakehouseConnector;
  store: TableStore;
  logger: LoggerService;
  nowMs: number;
  signal?: AbortSignal;
}): Promise<Listing> {
  const { lakehouse, connector, store, nowMs, signal } = options;
  const known = new Map(
    (await store.listKnown(lakehouse)).map(table => [
      keyOf(table.schema, table.table),
      table,
    ]),
  );
  const pointers = new Map<string, ConnectorTable>();
  const refused: ConnectorTable[] = [];
  for await (const page of connector.listTables({ signal })) {
    signal?.throwIfAborted();
    for (const pointer of page) {
      if (isStorable(pointer)) {
        pointers.set(keyOf(pointer.namespace, pointer.name), pointer);
      } else {
        refused.push(pointer);
      }
    }
  }
  for (const pointer of refused) {
    options.logger.warn(
      `A table is left out because its name can't be kept: ${JSON.stringify(
        pointer.name,
      ).slice(0, 100)}`,
    );
  }

  const missing = [...pointers]
    .filter(([key]) => !known.has(key))
    .map(([, pointer]) => pointer);
  const added = await store.add(
    lakehouse,
    missing.map(pointer => ({
      schema: pointer.namespace,
      table: pointer.name,
    })),
  );
  const back = [...known]
    .filter(([key, table]) => table.goneAt !== undefined && pointers.has(key))
    .map(([, table]) => table);
  await store.revive(back.map(table => table.id));
  const gone = [...known]
    .filter(([key]) => !pointers.has(key))
    .map(([, table]) => table);
  await store.remove(
    gone.filter(table => table.goneAt !== undefined).map(table => table.id),
    nowMs,
  );
  await store.markGone(
    gone.filter(table => table.goneAt === undefined).map(table => table.id),
    nowMs,
  );

  const all = [...known.values(), ...added];
  return {
    tables: all.flatMap(table => {
      const pointer = pointers.get(keyOf(table.schema, table.table));
      return pointer ? [{ ...table, pointer }] : [];
    }),
    added: [...added, ...back],
    gone: gone.filter(table => table.goneAt === undefined),
    refused,
  };
}

function keyOf(schema: string, table: string): string {
  return JSON.stringify([schema, table]);
}

function isStorable(pointer: ConnectorTable): boolean {
  return [pointer.namespace, pointer.name].every(
    name =>
      name.length > 0 &&
      name.length <= MAX_NAME &&
      !name.includes('\0') &&
      name.isWellFormed(),
  );
}
