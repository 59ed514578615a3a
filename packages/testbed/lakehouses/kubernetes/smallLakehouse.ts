import {
  GENERATE_ANNOTATION,
  type KubernetesObject,
} from '@lakehouse-portal/kubernetes';

/** What a small lakehouse consists of, as far as applying is concerned: an object of most kinds. */
export function smallLakehouse(namespace: string): KubernetesObject[] {
  return [
    deployment(namespace),
    {
      ...{ apiVersion: 'v1', kind: 'Service' },
      metadata: { name: 'trino', namespace },
      spec: {
        selector: { app: 'trino' },
        ports: [{ name: 'http', port: 8080, targetPort: 'http' }],
      },
    },
    {
      ...{ apiVersion: 'v1', kind: 'ConfigMap' },
      metadata: { name: 'trino-catalogs', namespace },
      data: { 'lake.properties': 'connector.name=iceberg\n' },
    },
    generatedSecret(namespace, 'password=32,shared-secret=64'),
    {
      ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
      metadata: { name: 'warehouse', namespace },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    },
    {
      ...{ apiVersion: 'v1', kind: 'ServiceAccount' },
      metadata: { name: 'trino', namespace },
      automountServiceAccountToken: false,
    },
    job(namespace, 'create-tables', 'true'),
    {
      ...{ apiVersion: 'v1', kind: 'Namespace' },
      metadata: { name: namespace },
    },
  ];
}

/** One whose image can be set. */
export function deployment(
  namespace: string,
  options: { name?: string; image?: string; app?: string } = {},
): KubernetesObject {
  const { name = 'trino', image = 'example.invalid/trino:476' } = options;
  const { app = name } = options;
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
    metadata: { name, namespace },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app } },
      template: {
        metadata: { labels: { app } },
        spec: {
          containers: [
            {
              ...{ name: 'trino', image },
              ports: [{ name: 'http', containerPort: 8080 }],
              env: [{ name: 'CATALOG', value: 'lake' }],
              resources: { requests: { cpu: '1000m', memory: '1024Mi' } },
            },
          ],
        },
      },
    },
  };
}

/** A Secret of which the values are made up in the cluster. */
export function generatedSecret(
  namespace: string,
  keys: string,
): KubernetesObject {
  return {
    ...{ apiVersion: 'v1', kind: 'Secret' },
    metadata: {
      ...{ name: 'lake-secrets', namespace },
      annotations: { [GENERATE_ANNOTATION]: keys },
    },
    type: 'Opaque',
  };
}

/** A Job of one command. */
export function job(
  namespace: string,
  name: string,
  command: string,
): KubernetesObject {
  return {
    ...{ apiVersion: 'batch/v1', kind: 'Job' },
    metadata: { name, namespace },
    spec: {
      backoffLimit: 0,
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [
            {
              name: 'main',
              image: 'example.invalid/tool:1',
              command: [command],
            },
          ],
        },
      },
    },
  };
}
