import { stat } from 'node:fs/promises';
import {
  checkHop,
  type ConnectionCheck,
  HopFailure,
  HopSkipped,
} from '@lakehouse-portal/catalogs';
import type {
  ConnectorTable,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { readTableMetadata } from '@lakehouse-portal/table-metadata';

/** Tries what there is to try of an embedded lakehouse: its files, its listing, and the metadata of a table. */
export async function* checkEmbedded(options: {
  connector: LakehouseConnector;
  catalogFile: string;
  signal?: AbortSignal;
}): AsyncGenerator<ConnectionCheck> {
  const { connector, catalogFile, signal } = options;
  const configuration = await checkHop(
    'configuration',
    async () => {
      const file = await stat(catalogFile).catch(error => {
        throw new HopFailure(
          `${catalogFile} can't be read: ${error.code ?? error.message}`,
          'Check `directory` of the connection, and that the user of the back end may read it.',
        );
      });
      if (!file.isFile()) {
        throw new HopFailure(`${catalogFile} is no file`);
      }
      return `The catalog is in ${catalogFile}`;
    },
    signal,
  );
  yield configuration;
  if (configuration.outcome === 'failed') {
    return;
  }
  let table: ConnectorTable | undefined;
  const listing = await checkHop(
    'listing',
    async () => {
      let count = 0;
      for await (const page of connector.listTables({ signal })) {
        table ??= page[0];
        count += page.length;
      }
      return count === 1 ? 'Lists 1 table' : `Lists ${count} tables`;
    },
    signal,
  );
  yield listing;
  if (listing.outcome === 'failed') {
    return;
  }
  yield await checkHop(
    'metadata-read',
    async () => {
      if (!table?.metadataLocation) {
        throw new HopSkipped('There is no table to read');
      }
      const { metadataLocation, namespace, name } = table;
      await readTableMetadata(connector.fileIO, metadataLocation, { signal });
      return `Reads the metadata of ${namespace}.${name}`;
    },
    signal,
  );
}
