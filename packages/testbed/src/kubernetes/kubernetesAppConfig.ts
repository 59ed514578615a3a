import type { KubernetesCluster } from './KubernetesCluster';

const NAMESPACE = 'lakehouse-portal';

/**
 * The portal's configuration by which its Kubernetes plugin reaches a cluster of the testbed, as a service account that may
 * do everything there. Its token is valid for a day.
 *
 * @returns JSON, which is YAML too. It holds the token.
 */
export async function kubernetesAppConfig(
  cluster: KubernetesCluster,
): Promise<string> {
  await cluster.api.applyServerSide(
    [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }],
    { manager: 'testbed' },
  );
  const { credentials } = await cluster.addServiceAccount(NAMESPACE, 'portal');
  await cluster.api.applyServerSide(
    [
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'lakehouse-portal' },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'cluster-admin',
        },
        subjects: [
          { kind: 'ServiceAccount', name: 'portal', namespace: NAMESPACE },
        ],
      },
    ],
    { manager: 'testbed' },
  );
  if (!('token' in credentials))
    throw new Error('A service account is known by a token');
  const config = {
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            {
              name: 'testbed',
              url: cluster.url,
              authProvider: 'serviceAccount',
              serviceAccountToken: credentials.token,
              caData: Buffer.from(cluster.ca).toString('base64'),
              skipMetricsLookup: true,
            },
          ],
        },
      ],
    },
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}
