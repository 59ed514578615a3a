import type { Entity } from '@backstage/catalog-model';

/** A cluster, as the configuration of the Kubernetes plugin has it. */
export interface ConfiguredCluster {
  name: string;
  url: string;
  token: string;
}

/** What a portal of the tests is given. */
export interface PortalOptions {
  clusters: ConfiguredCluster[];
  templates: Entity[];
  /** Folder of its database, which outlives it; in memory when left out. */
  database?: string;
}
