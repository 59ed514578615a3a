import fc from 'fast-check';
import { InvalidInputError } from '../errors';
import { type KubernetesObject, LAYER_ANNOTATION } from '../model';
import { layersOf } from './layersOf';

const KINDS = [
  ['v1', 'Namespace'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['v1', 'ServiceAccount'],
  ['v1', 'ResourceQuota'],
  ['v1', 'Secret'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'Service'],
  ['postgresql.cnpg.io/v1', 'Cluster'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'Deployment'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['batch/v1', 'Job'],
  ['networking.k8s.io/v1', 'Ingress'],
] as const;

function object(
  [apiVersion, kind]: readonly [string, string],
  name: string,
  layer?: string,
): KubernetesObject {
  const annotations =
    layer === undefined ? {} : { annotations: { [LAYER_ANNOTATION]: layer } };
  return { apiVersion, kind, metadata: { name, ...annotations } };
}

describe('Layers', () => {
  it('have each kind after what it needs, however the objects are given', () => {
    const all = KINDS.map(kind => object(kind, 'a'));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: all.length }),
        shuffled => {
          const kinds = layersOf(shuffled).flatMap(({ objects }) =>
            objects.map(({ kind }) => kind),
          );
          expect(kinds).toEqual(KINDS.map(([, kind]) => kind));
        },
      ),
    );
  });

  it('lose no object, and go up', () => {
    const some = fc
      .uniqueArray(fc.tuple(fc.nat(KINDS.length - 1), fc.nat(1_000)), {
        maxLength: 40,
      })
      .map(pairs =>
        pairs.map(([kind, layer], i) =>
          object(KINDS[kind], `n${i}`, i % 2 ? String(layer) : undefined),
        ),
      );
    fc.assert(
      fc.property(some, objects => {
        const layers = layersOf(objects);
        expect(new Set(layers.flatMap(layer => layer.objects))).toEqual(
          new Set(objects),
        );
        const numbers = layers.map(({ number }) => number);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      }),
    );
  });

  it('refuse an annotation that is no layer', () => {
    for (const layer of ['', 'soon', '-1', '1.5', '1001', '1e3', ' 5'])
      expect(() => layersOf([object(KINDS[0], 'a', layer)])).toThrow(
        InvalidInputError,
      );
  });

  it('refuse one object given twice, also in two versions of its API', () => {
    expect(() =>
      layersOf([
        object(['autoscaling/v1', 'HorizontalPodAutoscaler'], 'a'),
        object(['autoscaling/v2', 'HorizontalPodAutoscaler'], 'a'),
      ]),
    ).toThrow(/there twice/);
  });
});
