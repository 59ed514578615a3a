/**
 * A row of the form's list of who may see what.
 * @public
 */
export interface FormAccess {
  /** Entity reference or name of a group. */
  group: string;
  /** Members at the time of the choice: entity references or names of users. */
  users?: string[];
  layers: string[];
  may: 'own' | 'read' | 'write';
}

/**
 * The answers of the template's form. All are optional here, as a form is filled bit by bit; an empty text is no answer. A
 * question that belongs to a choice that wasn't made (a bucket's region, when the storage is a gateway in the cluster) is
 * ignored: forms keep answers when somebody goes back and chooses differently.
 *
 * `…Secret` are names of Secrets in the namespace; with `secretStore` they are keys in that store of External Secrets.
 * @public
 */
export interface LakehouseForm {
  name?: string;
  owner?: string;
  cluster?: string;
  namespace?: string;
  createNamespace?: boolean;
  size?: string;

  storageType?: string;
  bucket?: string;
  prefix?: string;
  storageVolume?: string;
  /** s3 and rook-ceph. */
  endpoint?: string;
  region?: string;
  pathStyleAccess?: boolean;
  roleArn?: string;
  bucketStorageClass?: string;
  gcsProject?: string;
  gcsServiceAccount?: string;
  azureAccount?: string;
  azureContainer?: string;
  azureClientId?: string;
  storageSecret?: string;

  databaseType?: string;
  databaseVolume?: string;
  databaseInstances?: number;
  databaseHost?: string;
  databasePort?: number;
  databaseName?: string;
  databaseSsl?: string;
  databaseSecret?: string;

  catalogType?: string;
  catalogName?: string;
  hiveVersion?: string;
  /** unity and rest. */
  catalogUri?: string;
  catalogWarehouse?: string;
  catalogReadOnly?: boolean;
  catalogTokenSecret?: string;
  oauth2ServerUri?: string;
  oauth2Scope?: string;
  oauth2Secret?: string;
  vendedCredentials?: boolean;
  nestedNamespaces?: boolean;
  glueRegion?: string;
  glueCatalogId?: string;

  trinoVersion?: number;
  coordinatorCpu?: number;
  coordinatorMemory?: string;
  workerCpu?: number;
  workerMemory?: string;
  workers?: number;
  /** `none`, `hpa`, `keda`. */
  autoscaling?: string;
  maxWorkers?: number;
  cpuPercent?: number;
  prometheus?: string;
  faultTolerant?: boolean;
  /** `none`, `password`. */
  authentication?: string;
  passwordSecret?: string;
  /** `default`, `none`, `generated`, `secret`, `proxy`. */
  tls?: string;
  tlsSecret?: string;
  ingressHost?: string;
  ingressClass?: string;
  ingressTlsSecret?: string;
  /** Whether Trino gets the catalog `tpch`; default: true. */
  tpch?: boolean;
  postgresCatalogs?: {
    name: string;
    host: string;
    port?: number;
    database: string;
    secret: string;
  }[];

  layers?: { name: string; retention?: string }[];
  admins?: string[];
  access?: FormAccess[];
  columns?: {
    layer: string;
    table: string;
    column: string;
    mask?: string;
    except?: string[];
  }[];
  rows?: { layer: string; table: string; group: string; filter: string }[];
  maintenancePolicy?: string;

  addons?: string[];
  /** `argocd`, `flux`. */
  deliver?: string;

  isolate?: boolean;
  fromNamespaces?: string[];
  quota?: boolean;
  storageClass?: string;
  registry?: string;
  imagePullSecrets?: string[];
  secretStore?: string;
  secretStoreKind?: string;
}
