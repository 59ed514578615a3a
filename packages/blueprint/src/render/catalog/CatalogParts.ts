import type { Lakehouse } from '../../document';
import type { RenderedObject } from '../model/RenderedObject';
import type { SecretValue } from '../secrets/SecretUse';

/** What a kind of catalog brings along. */
export interface CatalogParts {
  /** What it is, for the first line of its file. */
  title: string;
  /** Server, tables, Jobs; empty where it is there already. */
  objects: RenderedObject[];
  /** Properties of Trino's catalog besides those of the storage. */
  properties: Record<string, string | undefined>;
  /** What those properties read from Trino's environment. */
  env?: Partial<Record<string, SecretValue>>;
}

/** Makes them. */
export type CatalogRenderer = (lakehouse: Lakehouse) => CatalogParts;
