import {
  type LakehouseDocument,
  renderLakehouse,
  renderRotation,
} from '@lakehouse-portal/blueprint';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- for tests only, and no part of what the package exports
import { anyLakehouse } from '../../blueprint/src/testing/anyLakehouse';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- likewise
import { everyCombination } from '../../blueprint/src/testing/everyCombination';
import fc from 'fast-check';
import {
  customResourceDefinitions,
  type KubernetesCluster,
  type KubernetesObject,
  OPERATOR_NAMES,
  startKubernetes,
} from '../src/kubernetes';
import { openDefinition } from './kubernetes/openDefinition';

/** Of operators whose definitions could not be had: only that they are objects with a `spec` is looked at. */
const UNCHECKED = [
  openDefinition('objectbucket.io/v1alpha1', 'ObjectBucketClaim'),
  openDefinition('helm.toolkit.fluxcd.io/v2', 'HelmRelease'),
];

describe('What is rendered of a lakehouse', () => {
  let cluster: KubernetesCluster;

  beforeAll(async () => {
    cluster = await startKubernetes({ level: 'api' });
    const definitions = [...UNCHECKED];
    for (const name of OPERATOR_NAMES)
      definitions.push(...(await customResourceDefinitions(name)));
    await cluster.api.applyServerSide(definitions, { manager: 'operators' });
    for (const { metadata } of definitions)
      await cluster.api.until<Definition>(
        `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${metadata.name}`,
        isEstablished,
        180_000,
      );
  }, 6_000_000);

  afterAll(() => cluster?.stop());

  it('is accepted, object by object, by a strict dry run of the server, and each of its pods by the restricted profile: random documents', async () => {
    const seen = { objects: 0, pods: 0 };
    await fc.assert(
      fc.asyncProperty(anyLakehouse, document =>
        expectAccepted(document, seen),
      ),
      { numRuns: 60 },
    );
    expect(seen.objects).toBeGreaterThan(1000);
    expect(seen.pods).toBeGreaterThan(200);
  }, 600_000);

  it('is accepted as well of every catalog with every storage and every database that it takes', async () => {
    const seen = { objects: 0, pods: 0 };
    for (const { title, document } of everyCombination())
      await expectAccepted(document, seen).catch(error => {
        throw new Error(`${title}: ${error.message}`, { cause: error });
      });
    expect(seen.pods).toBeGreaterThan(500);
  }, 600_000);

  async function expectAccepted(
    document: LakehouseDocument,
    seen: { objects: number; pods: number },
  ): Promise<void> {
    const { lakehouse, objects } = renderLakehouse(document);
    const rendered = [
      ...objects,
      ...renderRotation(lakehouse, 'r1').objects,
    ] as KubernetesObject[];
    // A dry run makes no namespace and no account, without which the server looks at nothing else.
    const names = new Set([lakehouse.namespace]);
    for (const { metadata } of rendered)
      if (metadata.namespace !== undefined) names.add(metadata.namespace);
    const accounts = [...names].flatMap(name => [
      account('default', name),
      ...(lakehouse.trino.serviceAccount
        ? [account(lakehouse.trino.serviceAccount, name)]
        : []),
    ]);
    await cluster.api.applyServerSide(
      [
        ...[...names].map(restrictedNamespace),
        ...accounts,
        ...rendered.filter(({ kind }) =>
          ['Namespace', 'ServiceAccount'].includes(kind),
        ),
      ],
      { manager: 'lakehouse-portal' },
    );
    await cluster.api.applyServerSide(rendered, {
      ...{ manager: 'lakehouse-portal', dryRun: true },
    });
    seen.objects += rendered.length;
    for (const object of rendered) {
      const template = (object as { spec?: { template?: PodTemplate } }).spec
        ?.template;
      if (!template) continue;
      seen.pods++;
      await cluster.api.request(
        'POST',
        `/api/v1/namespaces/${lakehouse.namespace}/pods?dryRun=All&fieldValidation=Strict`,
        {
          ...{ apiVersion: 'v1', kind: 'Pod' },
          metadata: { ...template.metadata, name: object.metadata.name },
          spec: withClaims(object, template.spec),
        },
      );
    }
  }

  it('names what is missing where the restricted profile would refuse a pod: the check above can fail', async () => {
    await cluster.api.applyServerSide(
      [restrictedNamespace('restricted'), account('default', 'restricted')],
      { manager: 'lakehouse-portal' },
    );
    await expect(
      cluster.api.request(
        'POST',
        '/api/v1/namespaces/restricted/pods?dryRun=All&fieldValidation=Strict',
        {
          ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'open' } },
          spec: { containers: [{ name: 'main', image: 'busybox:1' }] },
        },
      ),
    ).rejects.toThrow(/violates PodSecurity "restricted/);
  });
});

/** What a dry run looks at, and nobody else has made. */
function restrictedNamespace(name: string): KubernetesObject {
  return {
    ...{ apiVersion: 'v1', kind: 'Namespace' },
    metadata: {
      name,
      labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
    },
  };
}

interface PodTemplate {
  metadata: object;
  spec: { volumes?: object[] };
}

interface Definition {
  status?: { conditions?: { type: string; status: string }[] };
}

function isEstablished({ status }: Definition): boolean {
  return (
    status?.conditions?.some(
      condition =>
        condition.type === 'Established' && condition.status === 'True',
    ) ?? false
  );
}

function account(name: string, namespace: string): KubernetesObject {
  return {
    ...{ apiVersion: 'v1', kind: 'ServiceAccount' },
    metadata: { name, namespace },
  };
}

/** A StatefulSet gives its pods the volumes of its claims. */
function withClaims(
  object: KubernetesObject,
  spec: PodTemplate['spec'],
): object {
  const { volumeClaimTemplates = [] } = (
    object as unknown as { spec: { volumeClaimTemplates?: KubernetesObject[] } }
  ).spec;
  return {
    ...spec,
    volumes: [
      ...(spec.volumes ?? []),
      ...volumeClaimTemplates.map(({ metadata: { name } }) => ({
        ...{ name, persistentVolumeClaim: { claimName: name } },
      })),
    ],
  };
}
