/**
 * A lakehouse to be created by the portal.
 * @public
 */
export interface CreateLakehouseRequest {
  /** Lower case letters, digits and single dashes between them, 1 to 50 characters, starting with a letter (`LAKEHOUSE_NAME_PATTERN`). */
  name: string;
  title?: string;
  description?: string;
  /** Entity ref of a group or user. */
  owner: string;
  /** Each becomes a schema of that name and layer; in order. */
  layers: string[];
  /** `kubernetes`: it is in a cluster already, and is registered. */
  target: 'embedded' | 'kubernetes';
  /** Needed with the target `kubernetes`, and only with it. */
  kubernetes?: KubernetesPlace;
  /** What its document says of maintenance; with the target `kubernetes` only. */
  maintenance?: {
    /** How long snapshots are kept, by layer: ISO 8601, or `forever`. */
    retention?: Record<string, string>;
    /** Name of a policy of maintenance that is for it besides those that select it. */
    policy?: string;
  };
  /** Creates a small sample table in each layer, so that there is something to look at. */
  sampleTables?: boolean;
}

/**
 * Where a lakehouse is that was rendered and applied to a cluster.
 * @public
 */
export interface KubernetesPlace {
  /** Name of the cluster in the portal's Kubernetes plugin. */
  cluster: string;
  namespace: string;
  trino: {
    /** Where the portal reaches it: `http://lake-trino.lake.svc:8080`. */
    server: string;
    /** Name of the catalog in Trino. */
    catalog: string;
    /** As whom the portal reads. */
    user: string;
    /**
     * Where the cluster keeps what the portal logs in with, in Secrets of the namespace: they are read when it connects, and
     * stored nowhere else. Left out: Trino asks for no password, and its certificate is one that everybody trusts.
     */
    secrets?: {
      password?: SecretEntry;
      /** What signed its certificate, as PEM. */
      ca?: SecretEntry;
    };
  };
}

/**
 * A value in a Secret.
 * @public
 */
export interface SecretEntry {
  /** Of the Secret. */
  name: string;
  key: string;
}
