import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  KUBERNETES_VERSION,
  KubernetesApi,
  type KubernetesApiError,
  type KubernetesCluster,
  startKubernetes,
} from '../src/kubernetes';
import { processStartTime } from '../src/processes';

/** What it was refused with. */
function refusal(work: Promise<unknown>): Promise<KubernetesApiError> {
  return work.then(
    answer => {
      throw new Error(`not refused: ${JSON.stringify(answer)}`);
    },
    error => error as KubernetesApiError,
  );
}

function deployment(name: string, replicas: number): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: podTemplate(name),
    },
  };
}

function podTemplate(name: string): object {
  return {
    metadata: { labels: { app: name } },
    spec: { containers: [{ name: 'main', image: 'example.invalid/trino:1' }] },
  };
}

/** Server-side apply. */
function apply<T>(
  api: KubernetesApi,
  path: string,
  manifest: object,
  manager: string,
): Promise<T> {
  return api.request<T>(
    'PATCH',
    `${path}?fieldManager=${manager}`,
    JSON.stringify(manifest),
  );
}

async function untilGone(cluster: KubernetesCluster): Promise<void> {
  const pids = cluster.processes.map(({ pid }) => pid!);
  await cluster.stop();
  expect(pids.filter(pid => processStartTime(pid) !== undefined)).toEqual([]);
  expect(existsSync(dirname(cluster.kubeconfig))).toBe(false);
}

describe('A Kubernetes that is its API only', () => {
  let cluster: KubernetesCluster;
  let namespace: string;

  beforeAll(async () => {
    cluster = await startKubernetes({ level: 'api' });
  }, 6_000_000);

  beforeEach(async () => {
    namespace = await cluster.createNamespace();
  });

  afterAll(() => cluster?.stop());

  it('is the version that the testbed names, and lets nobody in without credentials', async () => {
    const version = await cluster.api.request<{ gitVersion: string }>(
      'GET',
      '/version',
    );
    expect(version.gitVersion).toBe(KUBERNETES_VERSION);
    const stranger = new KubernetesApi(cluster.url, cluster.ca, 'guessed');
    const refused = await refusal(stranger.request('GET', '/api/v1/nodes'));
    expect(refused.status).toBe(401);
  });

  it('writes a kubeconfig for us alone, by which its administrator is known', async () => {
    expect(statSync(cluster.kubeconfig).mode.toString(8)).toBe('100600');
    expect(statSync(dirname(cluster.kubeconfig)).mode.toString(8)).toBe(
      '40700',
    );
    const config = JSON.parse(readFileSync(cluster.kubeconfig, 'utf8'));
    expect(config.clusters[0].cluster.server).toBe(cluster.url);
  });

  it('applies on the server: a field has an owner, and another one who wants it gets a conflict', async () => {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/lake`;
    await apply(cluster.api, path, deployment('lake', 1), 'portal');
    const conflict = await refusal(
      apply(cluster.api, path, deployment('lake', 3), 'somebody-else'),
    );
    expect(conflict).toMatchObject({ status: 409, reason: 'Conflict' });
    expect(conflict.message).toContain('conflict with "portal"');
    expect(conflict.message).toContain('.spec.replicas');
    const kept = await cluster.api.request<{
      spec: { replicas: number };
      metadata: { managedFields: { manager: string }[] };
    }>('GET', path);
    expect(kept.spec.replicas).toBe(1);
    expect(kept.metadata.managedFields[0].manager).toBe('portal');
  });

  it('says all that is wrong with a manifest at once, and stores nothing', async () => {
    const wrong = {
      ...deployment('lake', 1),
      spec: {
        replicas: -1,
        selector: { matchLabels: { app: 'other' } },
        template: podTemplate('lake'),
      },
    };
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
    const invalid = await refusal(cluster.api.request('POST', path, wrong));
    expect(invalid).toMatchObject({ status: 422, reason: 'Invalid' });
    expect(invalid.message).toContain('spec.replicas');
    expect(invalid.message).toContain('spec.template.metadata.labels');
    const { items } = await cluster.api.request<{ items: object[] }>(
      'GET',
      path,
    );
    expect(items).toEqual([]);
  });

  it('refuses a service account what no role allows, and allows what one does', async () => {
    const core = `/api/v1/namespaces/${namespace}`;
    const { status } = await cluster.api.request<{ status: { token: string } }>(
      'POST',
      `${core}/serviceaccounts/default/token`,
      { spec: { expirationSeconds: 600 } },
    );
    const account = new KubernetesApi(cluster.url, cluster.ca, status.token);
    const forbidden = await refusal(account.request('GET', `${core}/secrets`));
    expect(forbidden).toMatchObject({ status: 403, reason: 'Forbidden' });
    expect(forbidden.message).toContain(
      `system:serviceaccount:${namespace}:default`,
    );
    const roles = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
    await cluster.api.request('POST', `${roles}/roles`, {
      metadata: { name: 'reader' },
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['list'] }],
    });
    await cluster.api.request('POST', `${roles}/rolebindings`, {
      metadata: { name: 'reader' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'reader',
      },
      subjects: [{ kind: 'ServiceAccount', name: 'default', namespace }],
    });
    // The authoriser learns of a role a moment after it is stored.
    const deadline = Date.now() + 10_000;
    for (;;) {
      const seen = await account.request('GET', `${core}/configmaps`).then(
        () => 'allowed',
        error => (error as KubernetesApiError).reason,
      );
      if (seen === 'allowed') break;
      expect(seen).toBe('Forbidden');
      expect(Date.now()).toBeLessThan(deadline);
    }
    const still = await refusal(account.request('GET', `${core}/secrets`));
    expect(still.status).toBe(403);
  });

  // eslint-disable-next-line jest/expect-expect -- what it calls expects
  it('leaves no process and no folder when it was stopped', async () => {
    await untilGone(cluster);
  });
});
