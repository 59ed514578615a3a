import { InputError } from '@backstage/errors';
import type { ConnectionDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  ConnectorListingOptions,
  ConnectorReading,
  ConnectorTable,
  LakehouseConnector,
  SourceDescription,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type {
  Catalog,
  CatalogCallOptions,
  ConnectionCheck,
} from '@lakehouse-portal/catalogs';
import type { FileIO } from '@lakehouse-portal/table-metadata';
import type { CatalogConnection } from './CatalogConnection';
import { checkCatalog } from './checkCatalog';
import { checkStorage } from './checkStorage';
import type { ConnectionStorage } from './ConnectionStorage';
import { describeStorage } from './describeStorage';
import type { SecretRedactor } from './SecretRedactor';
import { storageDetails } from './storageDetails';

const CHECKS = { catalog: checkCatalog, storage: checkStorage };

/** What a {@link CatalogConnector} is made of. */
export interface CatalogConnectorOptions {
  connection: CatalogConnection;
  /** `lakehouse.connections.<name>`, for advice. */
  key: string;
  storage: ConnectionStorage;
  redactor: SecretRedactor;
}

/**
 * A lakehouse whose tables a catalog lists and whose files lie in stores. Files are read in the configured warehouses
 * and nowhere else, whatever the catalog says; no secret is in anything that it gives or throws.
 */
export class CatalogConnector implements LakehouseConnector {
  readonly fileIO: FileIO;
  /** Only for catalogs that hand metadata over: without it, the file that the listing names is read. */
  readonly readTable?: LakehouseConnector['readTable'];
  readonly readHistory?: LakehouseConnector['readHistory'];
  readonly #catalog: Catalog;
  readonly #options: CatalogConnectorOptions;

  static create(options: CatalogConnectorOptions): CatalogConnector {
    return new CatalogConnector(options);
  }

  private constructor(options: CatalogConnectorOptions) {
    const { catalog } = options.connection;
    this.#options = options;
    this.#catalog = catalog;
    this.fileIO = options.storage.fileIO;
    if (catalog.loadTable) {
      this.readTable = (table, call) => this.#loadTable(table, call);
    }
    const readHistory = catalog.readHistory?.bind(catalog);
    if (readHistory) {
      this.readHistory = (table, call) =>
        this.#guarded(async () =>
          this.#options.redactor.values(await readHistory(table, call)),
        );
    }
  }

  listNamespaces(options?: ConnectorListingOptions) {
    return this.#guarded(() =>
      this.#catalog.listNamespaces(this.#redacted(options)),
    );
  }

  async *listTables(
    options?: ConnectorListingOptions,
  ): AsyncGenerator<ConnectorTable[]> {
    try {
      yield* this.#catalog.listTables(this.#redacted(options));
    } catch (error) {
      throw this.#options.redactor.error(error);
    }
  }

  findTable(
    table: { namespace: string; name: string },
    options?: CatalogCallOptions,
  ): Promise<ConnectorTable | undefined> {
    return this.#guarded(() => this.#catalog.findTable(table, options));
  }

  async describeSources(
    options?: CatalogCallOptions,
  ): Promise<SourceDescription[]> {
    const description = await this.#guarded(() =>
      this.#catalog.describe(options),
    );
    return this.#options.redactor.values([
      { source: 'catalog', ...description },
      describeStorage(this.#options.storage),
    ]);
  }

  /**
   * `catalog`: from the name of its host to the metadata of a table. `storage`: the stores, and a file of a table.
   *
   * @throws InputError for another source.
   */
  async *checkSource(
    source: string,
    options: CatalogCallOptions = {},
  ): AsyncGenerator<ConnectionCheck> {
    const { redactor } = this.#options;
    if (!Object.hasOwn(CHECKS, source)) {
      throw new InputError(
        `There is no source "${source}" to check; there are ${Object.keys(
          CHECKS,
        ).join(' and ')}`,
      );
    }
    const check = CHECKS[source as keyof typeof CHECKS];
    for await (const hop of check({
      ...options,
      connector: this,
      catalog: this.#catalog,
      storage: this.#options.storage,
      key: this.#options.key,
    })) {
      yield redactor.values(hop);
    }
  }

  connectionDetails(): ConnectionDetail[] {
    const { connection, storage, redactor } = this.#options;
    return redactor.values([...connection.details, ...storageDetails(storage)]);
  }

  snippets(table: Parameters<LakehouseConnector['snippets']>[0]) {
    const { connection, redactor } = this.#options;
    return redactor.values(connection.snippets?.(table) ?? []);
  }

  async close(): Promise<void> {
    await this.#guarded(async () => this.#catalog.close?.());
  }

  async #loadTable(
    table: ConnectorTable,
    options?: CatalogCallOptions & { knownVersion?: string },
  ): Promise<ConnectorReading | 'unchanged' | undefined> {
    const { redactor, storage } = this.#options;
    const loaded = await this.#guarded(async () =>
      this.#catalog.loadTable?.(table, options),
    );
    if (!loaded || loaded === 'unchanged') {
      return loaded;
    }
    try {
      return {
        metadata: loaded.metadata,
        version: loaded.version,
        fileIO: storage.withVended(loaded.storage),
      };
    } catch (error) {
      throw redactor.with(secretsIn(loaded.storage)).error(error);
    }
  }

  #redacted(
    options: ConnectorListingOptions | undefined,
  ): ConnectorListingOptions | undefined {
    const { redactor } = this.#options;
    const { onRefused } = options ?? {};
    return onRefused
      ? {
          ...options,
          onRefused: refused => onRefused(redactor.values(refused)),
        }
      : options;
  }

  async #guarded<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw this.#options.redactor.error(error);
    }
  }
}

/** Of what a catalog lent; endpoints and regions are none, and are what a message is about. */
function secretsIn(lent: Record<string, string> = {}): string[] {
  return Object.entries(lent)
    .filter(([key]) => /key|secret|token|password|credential/i.test(key))
    .map(([, value]) => value);
}
