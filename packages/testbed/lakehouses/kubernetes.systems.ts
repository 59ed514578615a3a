import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  KUBERNETES_VERSION,
  KubernetesApi,
  type KubernetesCluster,
  startKubernetes,
} from '../src/kubernetes';
import { deployment, podTemplate } from './kubernetes/manifests';
import {
  allowedSoon,
  refusal,
  stoppedWithoutTrace,
} from './kubernetes/expectations';

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
    const stranger = new KubernetesApi(cluster.url, cluster.ca, {
      token: 'guessed',
    });
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
    await cluster.api.applyServerSide(
      [deployment('lake', 1)],
      { manager: 'portal' },
      namespace,
    );
    const conflict = await refusal(
      cluster.api.applyServerSide(
        [deployment('lake', 3)],
        { manager: 'somebody-else' },
        namespace,
      ),
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
    const { api: account } = await cluster.addServiceAccount(
      namespace,
      'default',
    );
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
    await allowedSoon(() => account.request('GET', `${core}/configmaps`));
    const still = await refusal(account.request('GET', `${core}/secrets`));
    expect(still.status).toBe(403);
  });

  it('knows somebody by a certificate, with groups, and allows what a role of the group does', async () => {
    const jo = await cluster.addUser('jo', ['analysts', 'readers']);
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const forbidden = await refusal(jo.api.request('GET', path));
    expect(forbidden).toMatchObject({ status: 403, reason: 'Forbidden' });
    expect(forbidden.message).toContain('User "jo"');
    await cluster.api.applyServerSide(
      [
        {
          // Not "view": a controller fills it from other roles.
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'Role',
          metadata: { name: 'readers' },
          rules: [
            { apiGroups: [''], resources: ['configmaps'], verbs: ['list'] },
          ],
        },
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'RoleBinding',
          metadata: { name: 'readers' },
          roleRef: {
            ...{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Role' },
            name: 'readers',
          },
          subjects: [{ kind: 'Group', name: 'readers' }],
        },
      ],
      { manager: 'test' },
      namespace,
    );
    const { groups } = (
      await jo.api.request<{
        status: { userInfo: { groups: string[] } };
      }>('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
        ...{
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'SelfSubjectReview',
        },
      })
    ).status.userInfo;
    expect(groups).toEqual(['analysts', 'readers', 'system:authenticated']);
    await allowedSoon(() => jo.api.request('GET', path));
    expect(statSync(jo.kubeconfig).mode.toString(8)).toBe('100600');
  });

  it('refuses a field that it does not know, and one that is only tried is not stored', async () => {
    const wrong = deployment('lake', 1);
    (wrong.spec as { replicaz?: number }).replicaz = 3;
    const unknown = await refusal(
      cluster.api.applyServerSide([wrong], { manager: 'portal' }, namespace),
    );
    expect(unknown.message).toContain('replicaz');
    await cluster.api.applyServerSide(
      [deployment('lake', 1)],
      { manager: 'portal', dryRun: true },
      namespace,
    );
    const { items } = await cluster.api.request<{ items: object[] }>(
      'GET',
      `/apis/apps/v1/namespaces/${namespace}/deployments`,
    );
    expect(items).toEqual([]);
  });

  // eslint-disable-next-line jest/expect-expect -- what it calls expects
  it('leaves no process and no folder when it was stopped', async () => {
    await stoppedWithoutTrace(cluster);
  });
});
