import type {
  AccessSpec,
  AddonsSpec,
  CatalogSpec,
  DatabaseSpec,
  ImageName,
  LakehouseSize,
  StorageSpec,
  TrinoSpec,
} from './LakehouseDocument';

type Of<T extends { type: string }, K extends T['type']> = Extract<
  T,
  { type: K }
>;
type Filled<T, K extends keyof T> = T & Required<Pick<T, K>>;

/** A store that runs in the cluster on a volume. @public */
export type InClusterStorage = Filled<
  Of<StorageSpec, 'versitygw' | 'seaweedfs' | 'rustfs' | 'minio'>,
  'bucket' | 'prefix' | 'volume'
>;

/** Object storage, complete. @public */
export type Storage =
  | InClusterStorage
  | Filled<Of<StorageSpec, 'rook-ceph'>, 'bucket' | 'prefix' | 'storageClass'>
  | Filled<Of<StorageSpec, 's3'>, 'prefix' | 'region' | 'pathStyleAccess'>
  | Filled<Of<StorageSpec, 'gcs'>, 'prefix'>
  | Filled<Of<StorageSpec, 'azure'>, 'prefix'>;

/** Metadata database, complete. @public */
export type Database =
  | Filled<Of<DatabaseSpec, 'postgres'>, 'volume'>
  | Filled<Of<DatabaseSpec, 'cloudnative-pg'>, 'volume' | 'instances'>
  | Filled<Of<DatabaseSpec, 'external'>, 'port' | 'ssl'>;

/** Trino, complete. @public */
export type TrinoSettings = Filled<
  TrinoSpec,
  | 'version'
  | 'coordinator'
  | 'worker'
  | 'workers'
  | 'faultTolerant'
  | 'authentication'
  | 'tls'
  | 'catalogs'
  | 'gracePeriodSeconds'
> & {
  autoscaling?: {
    by: 'hpa' | 'keda';
    maxWorkers: number;
    cpuPercent: number;
    prometheus?: string;
  };
};

/**
 * A lakehouse with every default written out; what stays optional has no default.
 * @public
 */
export interface Lakehouse {
  name: string;
  labels: Record<string, string>;
  owner: string;
  cluster?: string;
  namespace: string;
  createNamespace: boolean;
  size: LakehouseSize;
  storage: Storage;
  /** `undefined`: the catalog needs none. */
  database?: Database;
  catalog: CatalogSpec;
  /** Of the catalog in Trino. */
  catalogName: string;
  trino: TrinoSettings;
  /** Without a retention: as the portal has it for tables of no layer that it knows. */
  layers: { name: string; retention?: string }[];
  access?: AccessSpec;
  maintenancePolicy?: string;
  addons: AddonsSpec;
  isolate: boolean;
  /** Namespaces from which Trino may be reached; `undefined`: any. */
  from?: string[];
  quota: boolean;
  storageClass?: string;
  images: Record<ImageName, string>;
  imagePullSecrets: string[];
}
