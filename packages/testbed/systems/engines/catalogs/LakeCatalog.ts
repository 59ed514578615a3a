import type { Catalog } from '@lakehouse-portal/catalogs';
import type { SystemConnections, SystemName } from '../../../src';
import type { Change } from './changes';

/** Connections of what a catalog consists of, and of the store. */
export type Connections = Partial<SystemConnections> &
  Pick<SystemConnections, 's3' | 'postgres'>;

/** A catalog of the testbed, and how everything reaches it. */
export interface LakeCatalog {
  /** As `trinoCatalogs` and `sparkCatalogs` name it. */
  name: 'rest' | 'nessie' | 'jdbc' | 'hms' | 'glue';
  /** In docs/engines.md. */
  title: string;
  /** What it needs besides the store and PostgreSQL. */
  system?: SystemName;
  /** Our connector. */
  connector(connections: Connections): Catalog;
  /** Properties for PyIceberg, besides those of the store. */
  pyIceberg(connections: Connections): Record<string, string>;
  /** What PyIceberg says when it can't use it at all. */
  pyIcebergRefusal?: RegExp;
  /** Properties that it adds to those in the metadata file when it hands a table over. */
  addedProperties?: string[];
  /**
   * What it takes, and does not do: `says` is for the page; `error` is what an engine says that notices. The claim is
   * checked.
   */
  ignored?: Partial<Record<Change, { says: string; error?: RegExp }>>;
}
