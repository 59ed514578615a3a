import { NotFoundError } from '@backstage/errors';
import type {
  ConnectorReading,
  ConnectorTable,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { readTableMetadata } from '@lakehouse-portal/table-metadata';

/**
 * Reads the metadata of a table through its connector: handed over by the catalog, or from the file that it points to.
 *
 * @returns With the pointer as the catalog has it as `metadataLocation`, and with the version for the next comparison.
 * @throws NotFoundError when it is not there any more; Error for what can't be read at all; TableReadError.
 */
export async function readMetadata(
  connector: Pick<LakehouseConnector, 'fileIO' | 'readTable'>,
  pointer: ConnectorTable,
  options: { knownVersion?: string; signal?: AbortSignal },
): Promise<(ConnectorReading & { version: string }) | 'unchanged'> {
  const { signal } = options;
  if (pointer.unreadable) {
    throw new Error(pointer.unreadable);
  }
  if (connector.readTable) {
    const reading = await connector.readTable(pointer, options);
    if (!reading) {
      throw new NotFoundError(
        `The catalog has no table "${pointer.namespace}.${pointer.name}"`,
      );
    }
    return reading === 'unchanged'
      ? reading
      : {
          ...reading,
          version: reading.version ?? reading.metadata.metadataLocation,
        };
  }
  if (!pointer.metadataLocation) {
    throw new Error('The catalog does not say where its metadata is');
  }
  const metadata = await readTableMetadata(
    connector.fileIO,
    pointer.metadataLocation,
    { signal },
  );
  return {
    metadata: {
      ...metadata,
      metadataLocation: pointer.metadataLocation,
      warnings: [...(pointer.warnings ?? []), ...metadata.warnings],
    },
    version: pointer.version ?? pointer.metadataLocation,
  };
}
