import type { RefusedNamespace } from '@lakehouse-portal/catalogs';
import type {
  ConnectorListingOptions,
  ConnectorTable,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { CountingFileIO, type FileIO } from '@lakehouse-portal/table-metadata';

/** A catalog whose answers, pages and faults a test decides. */
export class FakeConnector implements LakehouseConnector {
  readonly fileIO: CountingFileIO;
  namespaces: Array<{ namespace: string; properties: Record<string, string> }> =
    [];
  /** Pages of the listing; an error in it is thrown in its place. */
  pages: Array<ConnectorTable[] | Error> = [];
  /** Namespaces that every listing refuses. */
  refused: RefusedNamespace[] = [];
  /** Called before each page. */
  beforePage: () => Promise<void> = async () => {};
  closed = false;
  /** The engine; none when left out. */
  query?: LakehouseConnector['query'];
  readHistory?: LakehouseConnector['readHistory'];
  describeSources?: LakehouseConnector['describeSources'];
  checkSource?: LakehouseConnector['checkSource'];
  /** For a catalog that hands metadata over; the pointer is read when left out. */
  readTable?: LakehouseConnector['readTable'];

  constructor(io: FileIO) {
    this.fileIO = new CountingFileIO(io);
  }

  async listNamespaces() {
    return this.namespaces;
  }

  async *listTables(
    options?: ConnectorListingOptions,
  ): AsyncGenerator<ConnectorTable[]> {
    for (const refused of this.refused) {
      options?.onRefused?.(refused);
    }
    for (const page of this.pages) {
      await this.beforePage();
      options?.signal?.throwIfAborted();
      if (page instanceof Error) {
        throw page;
      }
      yield page;
    }
  }

  connectionDetails() {
    return [{ label: 'Kind', value: 'fake' }];
  }

  snippets() {
    return [
      { engine: 'Trino', language: 'sql' as const, code: 'SELECT 1' },
      {
        engine: 'Snowflake',
        language: 'sql' as const,
        notPossible: 'Snowflake: not possible.',
      },
    ];
  }

  async close() {
    this.closed = true;
  }
}
