import { type LoadedTable, namespaceName } from '../catalog';
import {
  CatalogAccessDeniedError,
  CatalogAuthenticationError,
  CatalogResponseError,
} from '../errors';
import { IcebergRestCatalog } from '../rest';
import type { UnityCatalogOptions } from './UnityCatalogOptions';

/** Tables of a catalog that can be read, or why none can. */
export type Readable =
  | { has(schema: string, name: string): boolean }
  | { why: string };

/**
 * The Iceberg REST face of one catalog. It lists only what it can hand over: Iceberg tables, and Delta tables for which
 * Iceberg metadata is written (UniForm).
 */
export class IcebergFace {
  readonly #rest: IcebergRestCatalog;

  constructor(
    catalog: string,
    url: URL,
    options: Omit<UnityCatalogOptions, 'catalog'>,
  ) {
    this.#rest = new IcebergRestCatalog({
      ...options,
      url,
      warehouse: catalog,
    });
  }

  /**
   * All that it has of a schema, by one listing. Which schemas there are it is not asked: with access control, the one of
   * Unity Catalog 0.6.0 answers 500 to that. That it is not there, or does not let us in, is no reason to list nothing; that
   * it does not answer, or with an error of its own, is: its tables would count as such that can't be read any more.
   */
  async readable(
    schema: string,
    signal: AbortSignal | undefined,
  ): Promise<Readable> {
    const names = new Set<string>();
    try {
      const pages = this.#rest.listTablesIn([namespaceName([schema])], {
        signal,
      });
      for await (const page of pages)
        for (const { name, kind } of page) if (kind !== 'view') names.add(name);
    } catch (error) {
      return { why: reasonOf(error) };
    }
    return { has: (of, name) => of === schema && names.has(name) };
  }

  /** Whether it has one table, or why that can't be told. */
  async find(
    schema: string,
    name: string,
    signal: AbortSignal | undefined,
  ): Promise<Readable> {
    try {
      const namespace = namespaceName([schema]);
      const found = await this.#rest.findTable({ namespace, name }, { signal });
      return { has: () => found !== undefined };
    } catch (error) {
      return { why: reasonOf(error) };
    }
  }

  load(
    schema: string,
    name: string,
    options: { signal?: AbortSignal; knownVersion?: string },
  ): Promise<LoadedTable | 'unchanged' | undefined> {
    return this.#rest.loadTable(
      { namespace: namespaceName([schema]), name },
      options,
    );
  }

  async close(): Promise<void> {
    await this.#rest.close();
  }
}

/** @throws What says nothing about the face, but that it does not work now: then the listing has failed. */
function reasonOf(error: unknown): string {
  if (
    error instanceof CatalogAccessDeniedError ||
    error instanceof CatalogAuthenticationError ||
    (error instanceof CatalogResponseError && isRefusal(error))
  )
    return error.message;
  throw error;
}

function isRefusal({ status }: CatalogResponseError): boolean {
  return status !== undefined && status < 500;
}
