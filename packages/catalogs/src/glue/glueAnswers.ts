import type { Database, Table } from '@aws-sdk/client-glue';
import { CatalogResponseError } from '../errors';

/** A database of an answer, with what is read of it. */
export type GlueDatabase = Pick<
  Database,
  'Parameters' | 'Description' | 'LocationUri'
> & { Name: string };

/** A table of an answer, with what is read of it. */
export type GlueTable = Pick<
  Table,
  'TableType' | 'Parameters' | 'StorageDescriptor' | 'TargetTable'
> & { Name: string };

/**
 * The client library passes on what it was sent, whatever the types say: what is no list of databases is refused here.
 * Glue sends the list of databases always.
 *
 * @param what - Was asked for, for messages.
 * @throws CatalogResponseError
 */
export function databasesOf(
  answer: { DatabaseList?: unknown },
  what: string,
): GlueDatabase[] {
  return listOf(answer.DatabaseList, what).map(item => {
    const { Name, Parameters, Description, LocationUri } = objectOf(item, what);
    return {
      Name: nameOf(Name, what),
      Parameters: textsOf(Parameters, what),
      Description: textOf(Description, what),
      LocationUri: textOf(LocationUri, what),
    };
  });
}

/**
 * The same for tables, whose list the interface lets Glue leave out. An error is told by its `__type`: other members that
 * Glue does not have are taken out by the client library.
 *
 * @throws CatalogResponseError
 */
export function tablesOf(
  answer: object & { TableList?: unknown },
  what: string,
): GlueTable[] {
  const { TableList } = answer;
  if (isAbsent(TableList)) {
    if ('__type' in answer)
      throw unexpected(what, 'an error that claims success');
    return [];
  }
  return listOf(TableList, what).map(item => tableOf(item, what));
}

/** @throws CatalogResponseError */
export function tableOf(item: unknown, what: string): GlueTable {
  const { Name, TableType, Parameters, StorageDescriptor, TargetTable } =
    objectOf(item, what);
  const storage = optional(StorageDescriptor, what);
  const serde = optional(storage?.SerdeInfo, what);
  const target = optional(TargetTable, what);
  return {
    Name: nameOf(Name, what),
    TableType: textOf(TableType, what),
    Parameters: textsOf(Parameters, what),
    StorageDescriptor: storage && {
      Location: textOf(storage.Location, what),
      InputFormat: textOf(storage.InputFormat, what),
      SerdeInfo: serde && {
        SerializationLibrary: textOf(serde.SerializationLibrary, what),
      },
    },
    TargetTable: target && {
      CatalogId: textOf(target.CatalogId, what),
      DatabaseName: textOf(target.DatabaseName, what),
      Name: textOf(target.Name, what),
    },
  };
}

function listOf(value: unknown, what: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw unexpected(what, 'what is no list');
}

function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw unexpected(what, 'something in it that is no object');
}

function optional(
  value: unknown,
  what: string,
): Record<string, unknown> | undefined {
  return isAbsent(value) ? undefined : objectOf(value, what);
}

function nameOf(value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw unexpected(what, 'something in it that has no name');
}

function textOf(value: unknown, what: string): string | undefined {
  if (isAbsent(value)) return undefined;
  if (typeof value === 'string') return value;
  throw unexpected(what, 'something in it that should be a text');
}

function textsOf(value: unknown, what: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(optional(value, what) ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function unexpected(what: string, found: string): CatalogResponseError {
  return new CatalogResponseError(
    `Glue answered for the ${what} with ${found}: is the endpoint that of Glue?`,
  );
}
