import { NEWEST_TRINO } from '../lint/trino/versions';
import { PROFILES, type Profile } from '../sizing/profiles';
import { defaultImages } from './defaultImages';
import type { Database, Lakehouse, Storage, TrinoSettings } from './Lakehouse';
import type {
  AccessSpec,
  CatalogSpec,
  DatabaseSpec,
  ImageName,
  LakehouseDocument,
  NodeResources,
  StorageSpec,
  TrinoSpec,
} from './LakehouseDocument';

/** Of the layers that the portal knows by name; the same for health and maintenance. */
const RETENTION = new Map([
  ['bronze', '90d'],
  ['silver', '2y'],
  ['gold', 'forever'],
]);

const NEEDS_DATABASE = new Set<CatalogSpec['type']>([
  ...(['jdbc', 'hive', 'nessie', 'polaris', 'lakekeeper'] as const),
]);

/**
 * Writes out every default: the one place where they are. The document must have been checked (`parseLakehouse`).
 * @public
 */
export function applyDefaults({
  metadata,
  spec,
}: LakehouseDocument): Lakehouse {
  const size = spec.size ?? 'demo';
  const profile = PROFILES[size];
  const catalog = spec.catalog ?? { type: 'jdbc' };
  const trino = trinoOf(spec.trino ?? {}, profile);
  return {
    name: metadata.name,
    labels: metadata.labels ?? {},
    owner: spec.owner,
    cluster: spec.cluster,
    namespace: spec.namespace ?? metadata.name,
    createNamespace: spec.createNamespace ?? true,
    size,
    storage: storageOf(
      spec.storage ?? { type: 'versitygw' },
      profile,
      metadata.name,
    ),
    database: NEEDS_DATABASE.has(catalog.type)
      ? databaseOf(spec.database ?? { type: 'postgres' }, profile)
      : undefined,
    catalog,
    catalogName: spec.catalogName ?? 'lakehouse',
    trino,
    layers: (
      spec.layers ?? [{ name: 'bronze' }, { name: 'silver' }, { name: 'gold' }]
    ).map(({ name, retention }) => ({
      name,
      retention: retention ?? RETENTION.get(name),
    })),
    access: spec.access && accessOf(spec.access, trino),
    maintenancePolicy: spec.maintenance?.policy,
    addons: spec.addons ?? {},
    isolate: spec.network?.isolate ?? true,
    from: spec.network?.from,
    quota: spec.quota ?? false,
    storageClass: spec.storageClass,
    images: imagesOf(
      defaultImages(
        trino.version,
        (catalog.type === 'hive' && catalog.version) || '4.0.1',
      ),
      spec.registry,
      spec.images ?? {},
    ),
    imagePullSecrets: spec.imagePullSecrets ?? [],
  };
}

/** The only user whom the cluster makes; whoever has the password that nobody has chosen may do everything. */
const MADE_USER = 'admin';

function accessOf(
  access: AccessSpec,
  { authentication }: TrinoSettings,
): AccessSpec {
  const isMade =
    authentication.type === 'password' && !authentication.passwordFile;
  return isMade && !access.admins.includes(MADE_USER)
    ? { ...access, admins: [...access.admins, MADE_USER] }
    : access;
}

function trinoOf(spec: TrinoSpec, profile: Profile): TrinoSettings {
  const authentication = spec.authentication ?? { type: 'none' };
  return {
    ...spec,
    version: spec.version ?? NEWEST_TRINO,
    coordinator: nodeOf(spec.coordinator ?? profile.coordinator),
    worker: nodeOf(spec.worker ?? profile.worker),
    workers: spec.workers ?? profile.workers,
    autoscaling: spec.autoscaling && {
      ...{ by: 'hpa' as const, cpuPercent: 70 },
      ...spec.autoscaling,
    },
    faultTolerant: spec.faultTolerant ?? false,
    authentication,
    tls:
      spec.tls ??
      (authentication.type === 'password'
        ? { type: 'generated' }
        : { type: 'none' }),
    catalogs: spec.catalogs ?? [{ type: 'tpch', name: 'tpch' }],
    gracePeriodSeconds: spec.gracePeriodSeconds ?? 30,
  };
}

/** Kubernetes counts CPU in thousandths of a core. */
function nodeOf({ cpu, memory }: NodeResources): NodeResources {
  return { cpu: Math.round(cpu * 1000) / 1000, memory };
}

function storageOf(
  spec: StorageSpec,
  { warehouse }: Profile,
  name: string,
): Storage {
  const prefix = spec.prefix?.replace(/\/+$/, '') ?? 'warehouse';
  switch (spec.type) {
    case 's3':
      return {
        region: 'us-east-1',
        // Stores other than Amazon's seldom have a name for each bucket.
        pathStyleAccess: spec.endpoint !== undefined,
        ...spec,
        prefix,
      };
    case 'gcs':
    case 'azure':
      return { ...spec, prefix };
    case 'rook-ceph':
      return {
        ...{ bucket: name, storageClass: 'rook-ceph-bucket' },
        ...spec,
        prefix,
      };
    default:
      // A bucket's name has three characters at least.
      return {
        bucket: name.padEnd(3, '0'),
        volume: warehouse,
        ...spec,
        prefix,
      };
  }
}

function databaseOf(spec: DatabaseSpec, profile: Profile): Database {
  switch (spec.type) {
    case 'external':
      return { port: 5432, ssl: 'require', ...spec };
    case 'cloudnative-pg':
      return {
        ...{
          volume: profile.database,
          instances: profile.workers === 0 ? 1 : 3,
        },
        ...spec,
      };
    default:
      return { volume: profile.database, ...spec };
  }
}

/** A mirror has the images of each registry under one name: what was before the first slash, if it was a registry, goes. */
function imagesOf(
  defaults: Record<ImageName, string>,
  registry: string | undefined,
  own: Partial<Record<ImageName, string>>,
): Record<ImageName, string> {
  const images = { ...defaults };
  if (registry !== undefined)
    for (const [name, image] of Object.entries(defaults))
      images[name as ImageName] = `${registry.replace(
        /\/+$/,
        '',
      )}/${image.replace(/^[^/]*[.:][^/]*\//, '')}`;
  return { ...images, ...own };
}
