import type { TrinoClientOptions } from '@lakehouse-portal/trino';

/** `lakehouse.connections.<name>.trino`, read and checked. */
export interface TrinoConnectorConfig {
  client: TrinoClientOptions;
  /** Catalogs of Trino that are read. */
  catalogs: string[];
  /** True when several may be configured: names of schemas then start with the catalog. */
  isPrefixed: boolean;
  /** Whom previews run as: a user, or with `{name}` or `{namespace}` the person who looks. The user of the connection when left out. */
  previewUser?: string;
  /** Statements that run at the same time. */
  concurrency: number;
}
