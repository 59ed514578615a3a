import type { Container } from 'kubernetes-types/core/v1';
import type { Lakehouse } from '../../document';
import { databaseAccess } from '../database/databaseAccess';
import { sortKeys } from '../folder/sortKeys';
import { labelsOf, metadataOf, nameOf } from '../model/metadata';
import type { RenderedObject } from '../model/RenderedObject';
import { podSpec } from '../pods/podSpec';
import { smallResources, SMALL_RESOURCES } from '../pods/resources';
import { HASH_PROGRAM } from '../secrets/secretsScript';
import { envFrom } from '../secrets/SecretUse';
import { databaseLogin, rootKeys } from '../secrets/secretValues';
import { IN_CLUSTER_STORES } from '../storage/inClusterStores';
import { s3Access } from '../storage/s3Access';
import { TRINO_USER } from '../trino/trinoUser';
import {
  type LeftSecret,
  rotationPlan,
  type RotatedSecret,
} from './rotatedSecrets';
import {
  databaseScript,
  finishScript,
  HANDED_ON,
  prepareScript,
  storeScript,
} from './rotationScripts';

/**
 * On the Job of a rotation and on the pods that were restarted for it.
 * @public
 */
export const ROTATION_LABEL = 'lakehouse-portal.io/rotation';

/**
 * How the Secrets that a lakehouse has made for itself are made anew.
 * @public
 */
export interface RenderedRotation {
  /** For as long as it runs: a Job and what it may. */
  objects: RenderedObject[];
  /** Secrets that get other values. */
  rotated: RotatedSecret[];
  left: LeftSecret[];
}

/**
 * Renders a rotation: a Job in the cluster makes the values, tells PostgreSQL and the store, and writes the Secrets; nobody
 * outside of the cluster sees one. Pods that read them have to be restarted afterwards.
 *
 * @param id - Of this rotation: up to 20 lower-case letters and digits.
 * @public
 */
export function renderRotation(
  lakehouse: Lakehouse,
  id: string,
): RenderedRotation {
  const plan = rotationPlan(lakehouse);
  const metadata = metadataOf(lakehouse, 'rotation', 'secrets');
  const labels = { ...labelsOf(lakehouse, 'secrets'), [ROTATION_LABEL]: id };
  const values = rotationValuesName(lakehouse);
  const scripts = nameOf(lakehouse, 'rotation');
  const objects: RenderedObject[] = [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata,
      automountServiceAccountToken: false,
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata,
      rules: [
        // What is created can't be named.
        { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
        {
          ...{ apiGroups: [''], resources: ['secrets'] },
          ...{ resourceNames: [values], verbs: ['get', 'delete'] },
        },
        {
          ...{ apiGroups: [''], resources: ['secrets'] },
          resourceNames: plan.rotated.map(({ name }) => name),
          verbs: ['patch'],
        },
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        ...{ kind: 'Role', name: metadata.name },
      },
      subjects: [
        {
          ...{ kind: 'ServiceAccount', name: metadata.name },
          namespace: lakehouse.namespace,
        },
      ],
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { ...metadata, name: scripts },
      data: {
        'Hash.java': HASH_PROGRAM,
        'prepare.sh': prepareScript(lakehouse, plan, values),
        'finish.sh': finishScript(plan, values),
      },
    },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { ...metadata, name: `${metadata.name}-${id}`, labels },
      spec: {
        backoffLimit: 6,
        activeDeadlineSeconds: 900,
        template: {
          metadata: { labels },
          spec: podSpec(lakehouse, {
            user: TRINO_USER,
            serviceAccount: metadata.name,
            token: true,
            initContainers: [
              secretsContainer(lakehouse, 'prepare'),
              ...database(lakehouse),
              ...store(lakehouse),
            ],
            containers: [secretsContainer(lakehouse, 'finish')],
            volumes: [
              { name: 'scripts', configMap: { name: scripts } },
              { name: 'rotation', emptyDir: { medium: 'Memory' } },
            ],
            more: { restartPolicy: 'OnFailure' },
          }),
        },
      },
    },
  ];
  return { objects, rotated: plan.rotated, left: plan.left };
}

/**
 * Name of the Secret that holds the values that are to be, while a rotation runs.
 * @public
 */
export function rotationValuesName(lakehouse: Lakehouse): string {
  return nameOf(lakehouse, 'rotation-values');
}

const ROTATION_MOUNT = { name: 'rotation', mountPath: HANDED_ON };

function secretsContainer(
  lakehouse: Lakehouse,
  name: 'prepare' | 'finish',
): Container {
  return {
    name,
    image: lakehouse.images.trino,
    command: ['bash', `/scripts/${name}.sh`],
    env: [
      {
        name: 'NAMESPACE',
        valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
      },
      {
        name: 'LABELS',
        value: JSON.stringify(sortKeys(labelsOf(lakehouse, 'secrets'))),
      },
    ],
    resources: smallResources(SMALL_RESOURCES.job),
    volumeMounts: [
      { name: 'scripts', mountPath: '/scripts', readOnly: true },
      ROTATION_MOUNT,
    ],
  };
}

/** Only where the database is the lakehouse's own. */
function database(lakehouse: Lakehouse): Container[] {
  if (lakehouse.database?.type !== 'postgres') return [];
  const { user, password } = databaseLogin(lakehouse);
  const { host, database: name } = databaseAccess(lakehouse);
  return [
    {
      name: 'database',
      image: lakehouse.images.postgres,
      command: ['sh', '-c', databaseScript(password.secret)],
      env: [
        { name: 'HOST', value: host },
        { name: 'DATABASE', value: name },
        // Where psql looks for the home of a user whom the image does not know.
        { name: 'HOME', value: '/tmp' },
        envFrom('DATABASE_USER', user),
        envFrom('DATABASE_PASSWORD', password),
      ],
      resources: smallResources(SMALL_RESOURCES.job),
      volumeMounts: [ROTATION_MOUNT],
    },
  ];
}

/** Only where the store knows users: others read their key when they start. */
function store(lakehouse: Lakehouse): Container[] {
  const { type } = lakehouse.storage;
  if (!(type in IN_CLUSTER_STORES)) return [];
  const { ownUser } = IN_CLUSTER_STORES[type as keyof typeof IN_CLUSTER_STORES];
  if (!ownUser) return [];
  const { endpoint, region, keys } = s3Access(lakehouse)!;
  const root = rootKeys(lakehouse);
  return [
    {
      name: 'store',
      image: lakehouse.images.trino,
      command: ['sh', '-c', storeScript(keys!.secretKey.secret)],
      env: [
        { name: 'ENDPOINT', value: endpoint },
        { name: 'REGION', value: region },
        envFrom('ACCESS_KEY', keys!.accessKey),
        envFrom('ROOT_ACCESS_KEY', root.rootAccessKey),
        envFrom('ROOT_SECRET_KEY', root.rootSecretKey),
      ],
      resources: smallResources(SMALL_RESOURCES.job),
      volumeMounts: [ROTATION_MOUNT],
    },
  ];
}
