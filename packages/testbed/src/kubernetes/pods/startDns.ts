import { buildCoreDns } from '../build/goBuild';
import { COREDNS_VERSION } from '../build/versions';
import { DNS_ADDRESS } from '../control-plane/addresses';
import type { LocalImage } from '../images/LocalImage';
import type { KubernetesApi } from '../KubernetesApi';
import type { KubernetesObject } from '../objectPath';

const IMAGE = 'localhost/coredns:1';
const READY_TIMEOUT_MS = 120_000;
const LABELS = { 'k8s-app': 'kube-dns' };

/** The image of CoreDNS, built on first use. */
export async function dnsImage(): Promise<LocalImage> {
  return {
    name: IMAGE,
    files: { '/coredns': await buildCoreDns(COREDNS_VERSION) },
    entrypoint: ['/coredns'],
  };
}

/** Applies what resolves the names of services. */
export async function startDns(api: KubernetesApi): Promise<void> {
  await api.applyServerSide(OBJECTS, { manager: 'testbed' }, 'kube-system');
}

/** Waits until names are resolved. */
export async function untilDnsReady(api: KubernetesApi): Promise<void> {
  await api.until<{ status: { availableReplicas?: number } }>(
    '/apis/apps/v1/namespaces/kube-system/deployments/coredns',
    ({ status }) => status.availableReplicas === 1,
    READY_TIMEOUT_MS,
  );
}

const COREFILE = `.:53 {
  errors
  health
  ready
  kubernetes cluster.local in-addr.arpa ip6.arpa {
    pods insecure
    fallthrough in-addr.arpa ip6.arpa
  }
  cache 5
  loadbalance
}
`;

const OBJECTS: KubernetesObject[] = [
  {
    ...{ apiVersion: 'v1', kind: 'ServiceAccount' },
    metadata: { name: 'coredns' },
  },
  {
    ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' },
    metadata: { name: 'testbed:coredns' },
    rules: [
      {
        apiGroups: [''],
        resources: ['endpoints', 'services', 'pods', 'namespaces'],
        verbs: ['list', 'watch'],
      },
      {
        apiGroups: ['discovery.k8s.io'],
        resources: ['endpointslices'],
        verbs: ['list', 'watch'],
      },
    ],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'testbed:coredns' },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: 'testbed:coredns',
    },
    subjects: [
      { kind: 'ServiceAccount', name: 'coredns', namespace: 'kube-system' },
    ],
  },
  {
    ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'coredns' } },
    data: { Corefile: COREFILE },
  },
  {
    ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'kube-dns' } },
    spec: {
      clusterIP: DNS_ADDRESS,
      selector: LABELS,
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP' },
        { name: 'dns-tcp', port: 53, protocol: 'TCP' },
      ],
    },
  },
  {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
    metadata: { name: 'coredns' },
    spec: {
      replicas: 1,
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: LABELS },
        spec: {
          serviceAccountName: 'coredns',
          dnsPolicy: 'Default',
          priorityClassName: 'system-cluster-critical',
          containers: [
            {
              name: 'coredns',
              image: IMAGE,
              imagePullPolicy: 'Never',
              args: ['-conf', '/etc/coredns/Corefile'],
              readinessProbe: {
                httpGet: { path: '/ready', port: 8181 },
                periodSeconds: 1,
              },
              volumeMounts: [
                { name: 'config', mountPath: '/etc/coredns', readOnly: true },
              ],
            },
          ],
          volumes: [{ name: 'config', configMap: { name: 'coredns' } }],
        },
      },
    },
  },
];
