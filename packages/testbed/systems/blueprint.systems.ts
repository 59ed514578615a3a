import { renderLakehouse, renderRotation } from '@lakehouse-portal/blueprint';
// Random documents are for tests only, and no part of what the package exports.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { anyLakehouse } from '../../blueprint/src/testing/anyLakehouse';
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
  openDefinition('source.toolkit.fluxcd.io/v1', 'HelmRepository'),
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
        60_000,
      );
  }, 6_000_000);

  afterAll(() => cluster?.stop());

  it('is accepted, object by object, by a strict dry run of the server, and each of its pods by the restricted profile', async () => {
    let pods = 0;
    let objects = 0;
    await fc.assert(
      fc.asyncProperty(anyLakehouse, async document => {
        const { lakehouse, objects: ofLakehouse } = renderLakehouse(document);
        const rendered = [
          ...ofLakehouse,
          ...renderRotation(lakehouse, 'r1').objects,
        ] as KubernetesObject[];
        // A dry run makes no namespace and no account, without which the server looks at nothing else.
        const first = rendered.filter(({ kind }) =>
          ['Namespace', 'ServiceAccount'].includes(kind),
        );
        await cluster.api.applyServerSide(
          [...first, account('default', 'lake'), account('airflow', 'lake')],
          { manager: 'lakehouse-portal' },
        );
        await cluster.api.applyServerSide(rendered, {
          ...{ manager: 'lakehouse-portal', dryRun: true },
        });
        objects += rendered.length;
        for (const object of rendered) {
          const template = (object as { spec?: { template?: PodTemplate } })
            .spec?.template;
          if (!template) continue;
          pods++;
          await cluster.api.request(
            'POST',
            '/api/v1/namespaces/lake/pods?dryRun=All&fieldValidation=Strict',
            {
              ...{ apiVersion: 'v1', kind: 'Pod' },
              metadata: { ...template.metadata, name: object.metadata.name },
              spec: withClaims(object, template.spec),
            },
          );
        }
      }),
      { numRuns: 60 },
    );
    expect({ objects: objects > 1000, pods: pods > 200 }).toEqual({
      ...{ objects: true, pods: true },
    });
  }, 600_000);

  it('names what is missing where the restricted profile would refuse a pod: the check above can fail', async () => {
    await expect(
      cluster.api.request(
        'POST',
        '/api/v1/namespaces/lake/pods?dryRun=All&fieldValidation=Strict',
        {
          ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'open' } },
          spec: { containers: [{ name: 'main', image: 'busybox:1' }] },
        },
      ),
    ).rejects.toThrow(/violates PodSecurity "restricted/);
  });
});

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
