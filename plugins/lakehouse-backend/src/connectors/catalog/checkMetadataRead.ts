import {
  checkHop,
  type ConnectionCheck,
  HopFailure,
  HopSkipped,
} from '@lakehouse-portal/catalogs';
import { toError } from '@backstage/errors';
import type { ConnectorTable } from '@lakehouse-portal/plugin-lakehouse-node';
import type { FileIO, TableMetadata } from '@lakehouse-portal/table-metadata';
import { readMetadata } from '../../scan/readMetadata';
import type { CheckContext } from './CheckContext';

const TIMEOUT_MS = 30_000;
/** Tables that are looked at for one that has files: a new table has none. */
const MAX_TRIED = 5;
/** Entries of the listing that are looked at for one that can be read. */
const MAX_LISTED = 5_000;

/**
 * Reads the metadata of the first table that can be read, and the beginning of its manifest list: for a catalog that
 * hands metadata over, only that shows whether the store lets the portal in.
 */
export async function checkMetadataRead(
  context: CheckContext,
): Promise<ConnectionCheck> {
  const { signal } = context;
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const bounded = signal ? AbortSignal.any([signal, timeout]) : timeout;
  return checkHop(
    'metadata-read',
    async () => {
      try {
        return await readOne({ ...context, signal: bounded });
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof HopSkipped || error instanceof HopFailure) {
          throw error;
        }
        if (timeout.aborted) {
          throw new HopFailure(
            `Reading took longer than ${TIMEOUT_MS / 1000} s`,
          );
        }
        throw new HopFailure(
          toError(error).message,
          adviceFor(error, context.key),
        );
      }
    },
    signal,
  );
}

async function readOne(context: CheckContext): Promise<string> {
  const { connector, signal } = context;
  let tried = 0;
  let listed = 0;
  let read: string | undefined;
  // What is refused is said by the hop before, which lists.
  const onRefused = () => {};
  for await (const page of connector.listTables({ signal, onRefused })) {
    for (const table of page) {
      signal?.throwIfAborted();
      listed++;
      if (!isReadable(table)) {
        continue;
      }
      const name = `${table.namespace}.${table.name}`;
      const reading = await readMetadata(connector, table, { signal });
      if (reading === 'unchanged') {
        continue;
      }
      read = `Read the metadata of ${name}`;
      const file = await readManifestList(
        reading.fileIO ?? connector.fileIO,
        reading.metadata,
        signal,
      );
      if (file) {
        return `${read} and the beginning of ${file}`;
      }
      tried++;
      if (tried >= MAX_TRIED) {
        return `${read}; no file of the tables that were tried is there to read, as they are empty`;
      }
    }
    if (listed >= MAX_LISTED) {
      break;
    }
  }
  if (read) {
    return `${read}; it is empty, so that no further file was read`;
  }
  throw new HopSkipped(
    listed === 0
      ? 'There is no table to try it with'
      : `None of the first ${listed} tables can be read: they are views, or of other formats`,
  );
}

function isReadable(table: ConnectorTable): boolean {
  return table.kind !== 'view' && table.unreadable === undefined;
}

async function readManifestList(
  io: FileIO,
  metadata: TableMetadata,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const location = metadata.snapshots.find(
    ({ snapshotId }) => snapshotId === metadata.currentSnapshotId,
  )?.manifestList;
  if (location === undefined) {
    return undefined;
  }
  const bytes = await io.read(location, {
    range: { offset: 0, length: 4 },
    signal,
  });
  // The magic of an Avro file.
  if (Buffer.from(bytes).toString('latin1') !== 'Obj\u0001') {
    throw new HopFailure(`${location} is no Avro file`);
  }
  return location;
}

function adviceFor(thrown: unknown, key: string): string | undefined {
  switch (toError(thrown).name) {
    case 'LocationNotAllowedError':
      return `If the portal may read there, add the location to ${key}.warehouses.`;
    case 'AccessDeniedError':
      return `Let the credentials of the store read the files of the tables, or give others in ${key}.storage.`;
    case 'MissingFileError':
      return 'The catalog points to a file that is not there: look whether the table was removed by hand, or the store is another one than that of the catalog.';
    case 'StorageConfigError':
      return `Give the store its endpoint in ${key}.storage.stores, or allow that of the catalog in ${key}.vendedCredentials.endpoints.`;
    default:
      return undefined;
  }
}
