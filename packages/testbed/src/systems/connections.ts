import type { MariadbConnection } from '../mariadb';
import type { PostgresConnection } from '../postgres';
import type { S3Access } from '../rest';

/** How to reach each system of the testbed, once it runs. */
export interface SystemConnections {
  /** `url` and `jdbcUrl` are those of the database `postgres`. */
  postgres: PostgresConnection & { url: string; jdbcUrl: string };
  mariadb: MariadbConnection;
  /** `bucket` exists; it is the folder `directory` on this machine. */
  s3: S3Access & { bucket: string; directory: string };
  /** `bucket` exists. STS is at the same `endpoint`. */
  minio: S3Access & { bucket: string };
  /** `bucket` exists; so does the bucket of tables `warehouse`, which is a warehouse of the REST catalog at `icebergUrl`. */
  seaweedfs: S3Access & {
    bucket: string;
    icebergUrl: string;
    warehouse: string;
  };
  /** Trino 476. */
  trino: TrinoConnection;
  /** Trino 483. */
  'trino-next': TrinoConnection;
  /** Apache Iceberg's reference server: the REST catalog is at `url`. */
  rest: { url: string; warehouse: string };
  /** The REST catalog is at `icebergUrl`, Nessie's own API at `apiUrl`. */
  nessie: { icebergUrl: string; apiUrl: string; warehouse: string };
  /** The REST catalog is at `icebergUrl`, for the client of an administrator; it has one catalog, `warehouse`, at `location`. */
  polaris: {
    url: string;
    icebergUrl: string;
    tokenUrl: string;
    warehouse: string;
    location: string;
    clientId: string;
    clientSecret: string;
  };
  /** Unity Catalog's own API, for everybody. */
  unity: { url: string };
  /** Hive Metastore 4.0.1: `thrift://127.0.0.1:9083`. */
  hms: { uri: string; warehouse: string };
  /** Hive Metastore 3.1.3. */
  'hms-3': { uri: string; warehouse: string };
  /** Spark 4.0.1. `remote`: for Spark Connect (`sc://127.0.0.1:15002`); `control`: takes the catalogs of new sessions. */
  spark: { remote: string; control: string; version: string };
  /** moto's server, which lets in everybody with any keys. */
  glue: { endpoint: string; region: string };
  /** Azurite; the account is at `endpoint`. */
  azure: { endpoint: string; account: string; accountKey: string };
  /** fake-gcs-server; a folder in `directory` is a bucket. */
  gcs: { endpoint: string; directory: string };
  /** etcd and the API server. */
  'kubernetes-api': KubernetesConnection;
  /** With controllers, and simulated nodes. */
  kubernetes: KubernetesConnection;
  /** With real pods. */
  'kubernetes-pods': KubernetesConnection;
}

/** `user` is anybody: this Trino asks for no password. */
export interface TrinoConnection {
  url: string;
  version: string;
  user: string;
}

/** By the kubeconfig one may do everything. */
export interface KubernetesConnection {
  url: string;
  /** Path of it. */
  kubeconfig: string;
  /** Path of the configuration by which a portal reaches it; it holds a token. */
  appConfig: string;
  /** How to start the portal with it. */
  portal: string;
  /** With real pods: the names of the images that are there, separated by commas. */
  images?: string;
}

/** A system by the name that `npm run systems` knows it by. */
export type SystemName = keyof SystemConnections;
