import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RefusedNamespace } from '@lakehouse-portal/catalogs';
import type {
  ConnectorTable,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { SourceScanConfig } from '../config';
import type { KnownTable, TableStore } from '../database';
import { isStorableName } from './isStorableName';
import { ListingRefusedError } from './ListingRefusedError';

/** A table that the catalog lists, and what is known of it. */
export interface ListedTable extends KnownTable {
  pointer: ConnectorTable;
}

/** What a listing found: all of the catalog, or all but the namespaces that it refuses. */
export interface Listing {
  tables: ListedTable[];
  /** Seen for the first time. */
  added: KnownTable[];
  /** Known and not listed: they are given time to come back, also by another name. */
  missing: KnownTable[];
  /** Tables that can't be kept: names too long, or with characters that databases don't store. */
  refused: ConnectorTable[];
  /** Namespaces into which the catalog lets nobody look, by their names. */
  refusedNamespaces: ReadonlyMap<string, RefusedNamespace>;
  /** Known tables of those: nobody knows whether they are still there, and nothing is changed about them. */
  unknown: KnownTable[];
}

/** Lost tables that a refused listing names. */
const MAX_EXAMPLES = 20;

/**
 * Lists the tables of a catalog to the end and brings the store up to date. A listing that
 * fails half-way changes nothing: only a complete one says that a table is missing. Of a namespace that the catalog refuses,
 * nothing is said; the others are listed.
 *
 * @param options - `acceptLoss`: whatever the listing lacks, it is believed
 * @throws ListingRefusedError when it lacks too many of the known tables; what the catalog throws.
 */
export async function listTables(options: {
  lakehouse: string;
  connector: LakehouseConnector;
  store: TableStore;
  limits: Pick<SourceScanConfig, 'maxLossShare' | 'maxLossTables'>;
  acceptLoss: boolean;
  logger: LoggerService;
  nowMs: number;
  signal?: AbortSignal;
}): Promise<Listing> {
  const { lakehouse, store, nowMs, acceptLoss } = options;
  const known = new Map(
    (await store.listKnown(lakehouse)).map(table => [
      keyOf(table.schema, table.table),
      table,
    ]),
  );
  const { pointers, refused, refusedNamespaces } = await readPointers(options);
  const notListed = [...known]
    .filter(([key]) => !pointers.has(key))
    .map(([, table]) => table);
  const isRefused = ({ schema }: KnownTable) =>
    isWithin(schema, refusedNamespaces);
  const unknown = notListed.filter(isRefused);
  const missing = notListed.filter(table => !isRefused(table));
  if (!acceptLoss) {
    requireBelievable(known, missing, pointers.size, options.limits);
  }

  const fresh = [...pointers]
    .filter(([key]) => !known.has(key))
    .map(([, pointer]) => pointer);
  const added = await store.add(
    lakehouse,
    fresh.map(pointer => ({
      schema: pointer.namespace,
      table: pointer.name,
    })),
  );
  const back = [...known].filter(
    ([key, table]) => table.goneAt !== undefined && pointers.has(key),
  );
  await store.revive(back.map(([, table]) => table.id));
  await store.markGone(
    missing.map(table => table.id),
    nowMs,
    acceptLoss,
  );
  return {
    tables: [...known.values(), ...added].flatMap(table => {
      const pointer = pointers.get(keyOf(table.schema, table.table));
      return pointer ? [{ ...table, pointer }] : [];
    }),
    added,
    missing,
    refused,
    refusedNamespaces,
    unknown,
  };
}

/** Whether a namespace is among the refused ones, or inside of one. */
export function isWithin(
  namespace: string,
  refused: ReadonlyMap<string, RefusedNamespace>,
): boolean {
  if (refused.size === 0) return false;
  const levels = namespace.split('.');
  return levels.some((_level, index) =>
    refused.has(levels.slice(0, index + 1).join('.')),
  );
}

async function readPointers(options: {
  connector: LakehouseConnector;
  logger: LoggerService;
  signal?: AbortSignal;
}): Promise<{
  pointers: Map<string, ConnectorTable>;
  refused: ConnectorTable[];
  refusedNamespaces: Map<string, RefusedNamespace>;
}> {
  const { connector, logger, signal } = options;
  const refusedNamespaces = new Map<string, RefusedNamespace>();
  const onRefused = (namespace: RefusedNamespace) =>
    refusedNamespaces.set(namespace.namespace, namespace);
  const pointers = new Map<string, ConnectorTable>();
  const refused: ConnectorTable[] = [];
  for await (const page of connector.listTables({ signal, onRefused })) {
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
    logger.warn(
      `A table is left out because its name can't be kept: ${JSON.stringify(
        pointer.name,
      ).slice(0, 100)}`,
    );
  }
  return { pointers, refused, refusedNamespaces };
}

/** Compares with all that was ever known and not accepted as lost, so that small losses one after the other add up. */
function requireBelievable(
  known: Map<string, KnownTable>,
  missing: KnownTable[],
  listed: number,
  limits: Pick<SourceScanConfig, 'maxLossShare' | 'maxLossTables'>,
): void {
  const counted = [...known.values()].filter(table => !table.goneAccepted);
  const lost = missing.filter(table => !table.goneAccepted);
  if (
    lost.length > limits.maxLossTables &&
    lost.length > counted.length * limits.maxLossShare
  ) {
    throw new ListingRefusedError(
      {
        known: counted.length,
        listed,
        lost: lost.length,
        examples: lost
          .map(({ schema, table }) => `${schema}.${table}`)
          .sort()
          .slice(0, MAX_EXAMPLES),
      },
      { share: limits.maxLossShare, tables: limits.maxLossTables },
    );
  }
}

function keyOf(schema: string, table: string): string {
  return JSON.stringify([schema, table]);
}

function isStorable(pointer: ConnectorTable): boolean {
  return isStorableName(pointer.namespace) && isStorableName(pointer.name);
}
