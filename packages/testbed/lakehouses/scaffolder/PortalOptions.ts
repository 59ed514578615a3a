import type { Entity } from '@backstage/catalog-model';

/** A cluster, as the configuration of the Kubernetes plugin has it. */
export interface ConfiguredCluster {
  name: string;
  url: string;
  token: string;
  /** What signed its certificate, as PEM; the platform's when left out. */
  ca?: string;
}

/** What a portal of the tests is given. */
export interface PortalOptions {
  clusters: ConfiguredCluster[];
  templates: Entity[];
  /** Whether it has the lakehouse back end too, so that lakehouses can be registered. */
  lakehouse?: boolean;
  /** Folder in which `publish:github:pull-request` puts what it publishes; without, there is no such action. */
  published?: string;
  /** Folder of its database, which outlives it; in memory when left out. */
  database?: string;
}
