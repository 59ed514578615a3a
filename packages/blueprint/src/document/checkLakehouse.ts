import { applyDefaults } from './applyDefaults';
import type { Lakehouse } from './Lakehouse';
import type { LakehouseDocument } from './LakehouseDocument';
import { mebibytes } from '../sizing/mebibytes';
import { MINIMUM_LIMIT_MIB } from '../sizing/sizeTrinoNode';

/** What is wrong between the parts of a document. */
export interface Inconsistency {
  path: (string | number)[];
  message: string;
}

/** Checks what the schema can't: parts that contradict each other. */
export function checkLakehouse(document: LakehouseDocument): Inconsistency[] {
  const found: Inconsistency[] = [];
  const at =
    (...path: (string | number)[]) =>
    (message: string) =>
      found.push({ path: ['spec', ...path], message });
  const lakehouse = applyDefaults(document);
  checkNamespace(lakehouse, at);
  checkTrino(lakehouse, at);
  checkResourceGroups(lakehouse, at);
  checkCatalog(lakehouse, document, at);
  checkNames(lakehouse, at);
  checkAccess(lakehouse, at);
  return found;
}

type At = (...path: (string | number)[]) => (message: string) => void;

/** What Kubernetes makes itself, or keeps for itself. */
const NAMESPACES_OF_KUBERNETES = /^(default$|kube-)/;

/** The namespace that is rendered asks for the restricted profile of pods, and is deleted with the folder. */
function checkNamespace(
  { namespace, createNamespace }: Lakehouse,
  at: At,
): void {
  if (createNamespace && NAMESPACES_OF_KUBERNETES.test(namespace))
    at('namespace')(
      `is ${namespace}, which Kubernetes has itself: what is rendered would have every other pod of it restricted. Name another, or say createNamespace: false`,
    );
}

function checkTrino({ trino, storage }: Lakehouse, at: At): void {
  for (const role of ['coordinator', 'worker'] as const)
    if (mebibytes(trino[role].memory) < MINIMUM_LIMIT_MIB)
      at(
        'trino',
        role,
        'memory',
      )('must be at least 2Gi: below it Trino has no room to work');
  const { autoscaling, workers, authentication, tls } = trino;
  if (autoscaling && workers === 0)
    at('trino', 'autoscaling')('needs workers: with 0 there is one node');
  if (autoscaling && autoscaling.maxWorkers < workers)
    at(
      'trino',
      'autoscaling',
      'maxWorkers',
    )(`must not be below the ${workers} workers`);
  if (autoscaling?.by === 'keda' && !autoscaling.prometheus)
    at(
      'trino',
      'autoscaling',
      'prometheus',
    )('is missing: KEDA asks Prometheus how many workers are needed');
  if (authentication.type === 'password' && tls.type === 'none')
    at('trino', 'tls')('must not be none: Trino takes passwords over TLS only');
  if (tls.type === 'proxy' && !trino.ingress)
    at('trino', 'tls')('is the ingress, but there is no ingress');
  if (
    trino.faultTolerant &&
    (storage.type === 'gcs' || storage.type === 'azure') &&
    !storage.credentials
  )
    at(
      'trino',
      'faultTolerant',
    )(
      `needs credentials of the storage: its spooling takes no workload identity for ${storage.type}`,
    );
  const open = (trino.resourceGroups ?? []).filter(
    ({ group }) => group === undefined,
  );
  if (trino.resourceGroups && open.length !== 1)
    at(
      'trino',
      'resourceGroups',
    )(
      `must have exactly one without a group, for all other queries; it has ${open.length}`,
    );
}

function checkCatalog(
  { catalog, storage, trino }: Lakehouse,
  { spec }: LakehouseDocument,
  at: At,
): void {
  if (catalog.type === 'glue' && storage.type !== 's3')
    at('catalog')(`glue keeps tables in S3; the storage is ${storage.type}`);
  if (
    catalog.type === 'nessie' &&
    (storage.type === 'gcs' || storage.type === 'azure')
  )
    at('catalog')(
      `nessie is rendered for S3 only; the storage is ${storage.type}`,
    );
  if (
    (catalog.type === 'polaris' || catalog.type === 'lakekeeper') &&
    !isS3(storage)
  )
    at('catalog')(
      `${catalog.type} is rendered for S3 only; the storage is ${storage.type}`,
    );
  if (
    (catalog.type === 'nessie' ||
      catalog.type === 'polaris' ||
      catalog.type === 'lakekeeper' ||
      catalog.type === 'hive') &&
    storage.type === 's3' &&
    !storage.credentials
  )
    at(
      'storage',
      'credentials',
    )(
      `are needed: ${catalog.type} reads and writes the bucket too, and is rendered with keys`,
    );
  if (catalog.type === 'hive' && !isS3(storage))
    at('catalog')(
      `hive is rendered for S3 only; the storage is ${storage.type}`,
    );
  if (catalog.type === 'rest' && catalog.oauth2 && catalog.token)
    at('catalog')('has both oauth2 and token; one is enough');
  if (spec.database && ['glue', 'rest', 'unity'].includes(catalog.type))
    at('database')(`is not needed: ${catalog.type} has its own`);
  if (
    catalog.type === 'hive' &&
    catalog.version === '3.1.3' &&
    trino.version >= 477
  )
    at(
      'catalog',
      'version',
    )(
      'must be 4.0.1 or newer with Trino 477 and later: commits that are retried may lose data with 3.1 (trino#26656)',
    );
}

function checkResourceGroups({ access, trino }: Lakehouse, at: At): void {
  const names = new Set<string>();
  const selected = new Set<string>();
  trino.resourceGroups?.forEach(({ name, group }, index) => {
    if (names.has(name))
      at(...['trino', 'resourceGroups', index, 'name'])(
        `"${name}" is taken: Trino does not start with two groups of one name`,
      );
    names.add(name);
    if (group !== undefined && selected.has(group))
      at(...['trino', 'resourceGroups', index, 'group'])(
        `"${group}" has a resource group already, which takes all its queries`,
      );
    if (group !== undefined) selected.add(group);
    if (group !== undefined && !Object.hasOwn(access?.groups ?? {}, group))
      at(
        'trino',
        'resourceGroups',
        index,
        'group',
      )(
        `"${group}" is no group of access.groups, from which Trino knows who is in it`,
      );
  });
}

function isS3({ type }: Lakehouse['storage']): boolean {
  return type !== 'gcs' && type !== 'azure';
}

function checkNames({ catalogName, trino, layers }: Lakehouse, at: At): void {
  const names = new Set(['system', catalogName]);
  if (catalogName === 'system')
    at('catalogName')('must not be "system", which Trino has itself');
  trino.catalogs.forEach(({ name }, index) => {
    if (names.has(name))
      at('trino', 'catalogs', index, 'name')(`"${name}" is taken`);
    names.add(name);
  });
  const seen = new Set(['information_schema']);
  layers.forEach(({ name }, index) => {
    if (seen.has(name)) at('layers', index, 'name')(`"${name}" is taken`);
    seen.add(name);
  });
}

function checkAccess({ access, layers, trino }: Lakehouse, at: At): void {
  if (!access) return;
  if (trino.authentication.type === 'none')
    at('access')(
      'needs authentication: without, the user is whoever the client says, and rules protect nothing (spec.trino.authentication)',
    );
  const layerNames = new Set(layers.map(({ name }) => name));
  const groups = new Set(Object.keys(access.groups ?? {}));
  const known = (
    kind: string,
    names: Set<string>,
    name: string,
    ...path: (string | number)[]
  ) => {
    if (!names.has(name))
      at(
        'access',
        ...path,
      )(
        `"${name}" is no ${kind}; there ${names.size === 1 ? 'is' : 'are'} ${
          [...names].join(', ') || 'none'
        }`,
      );
  };
  access.grants?.forEach(({ group, layers: of }, index) => {
    known('group of access.groups', groups, group, 'grants', index, 'group');
    of.forEach((name, n) =>
      known('layer', layerNames, name, 'grants', index, 'layers', n),
    );
  });
  access.columns?.forEach(({ layer, except = [] }, index) => {
    known('layer', layerNames, layer, 'columns', index, 'layer');
    except.forEach((group, n) =>
      known(
        'group of access.groups',
        groups,
        group,
        'columns',
        index,
        'except',
        n,
      ),
    );
  });
  access.rows?.forEach(({ layer, group }, index) => {
    known('layer', layerNames, layer, 'rows', index, 'layer');
    known('group of access.groups', groups, group, 'rows', index, 'group');
  });
}
