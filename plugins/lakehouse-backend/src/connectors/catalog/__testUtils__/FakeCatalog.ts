import type {
  Catalog,
  CatalogNamespace,
  CatalogTable,
  ConnectionCheck,
  LoadedTable,
} from '@lakehouse-portal/catalogs';

/** A catalog in memory; what it answers a test may change. */
export class FakeCatalog implements Catalog {
  tables: CatalogTable[] = [];
  namespaces: CatalogNamespace[] = [];
  /** What every call but `check` throws. */
  failure: (() => Error) | undefined;
  checks: ConnectionCheck[] = [
    {
      hop: 'tcp',
      outcome: 'passed',
      message: 'Connected to catalog:1',
      durationMs: 1,
    },
  ];
  product = 'Fake';
  isClosed = false;
  loadTable?: Catalog['loadTable'];
  readHistory?: Catalog['readHistory'];

  /** Makes it one that hands tables over. */
  handOver(load: (table: CatalogTable) => Promise<LoadedTable>): void {
    this.loadTable = async (table, options) => {
      const loaded = await load(table);
      return loaded.version !== undefined &&
        loaded.version === options?.knownVersion
        ? 'unchanged'
        : loaded;
    };
  }

  async listNamespaces() {
    this.#fail();
    return this.namespaces;
  }

  async *listTables() {
    this.#fail();
    yield this.tables;
  }

  async findTable(table: { namespace: string; name: string }) {
    this.#fail();
    return this.tables.find(
      ({ namespace, name }) =>
        namespace === table.namespace && name === table.name,
    );
  }

  async describe() {
    this.#fail();
    return { product: this.product, capabilities: [] };
  }

  async *check() {
    yield* this.checks;
  }

  async close() {
    this.isClosed = true;
  }

  #fail(): void {
    if (this.failure) {
      throw this.failure();
    }
  }
}
