import fc from 'fast-check';
import type { KubernetesObject } from '../model';
import { diffObjects } from './diffObjects';

function object(fields: object, kind: string = 'Deployment'): KubernetesObject {
  return { apiVersion: 'apps/v1', kind, metadata: { name: 'a' }, ...fields };
}

function withContainers(...containers: object[]): KubernetesObject {
  return object({ spec: { template: { spec: { containers } } } });
}

const CONTAINERS = '.spec.template.spec.containers';

describe('Differences of two states', () => {
  it('are none of a state to itself, whatever is in it and however it is ordered', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), spec => {
        const one = object({ spec });
        const reversed = Object.fromEntries(Object.entries(spec).reverse());
        expect(diffObjects(one, object({ spec: reversed }))).toEqual([]);
      }),
    );
  });

  it('are never none where what is wanted differs', () => {
    const value = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(value, value, (a, b) => {
        const changes = diffObjects(object({ spec: a }), object({ spec: b }));
        expect(changes.length > 0).toBe(sorted(a) !== sorted(b));
      }),
      {
        examples: [
          [{ x: [] }, { x: {} }],
          [{ x: null }, {}],
          [{ x: {} }, {}],
        ],
      },
    );
  });

  it('have the paths by which the API server names fields in conflicts', () => {
    const before = withContainers(
      { name: 'sidecar', image: 'b:1' },
      {
        ...{ name: 'main', image: 'a:1', args: ['-x'] },
        ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
        env: [{ name: 'A', value: '1' }],
      },
    );
    const after = withContainers(
      {
        ...{ name: 'main', image: 'a:2', args: ['-x', '-y'] },
        ports: [{ name: 'web', containerPort: 8080 }],
        env: [
          { name: 'B', value: '2' },
          { name: 'A', value: '1' },
        ],
      },
      { name: 'sidecar', image: 'b:1' },
    );
    const main = `${CONTAINERS}[name="main"]`;
    const port = `${main}.ports[containerPort=8080,protocol="TCP"]`;
    expect(diffObjects(before, after)).toEqual([
      { path: `${main}.image`, before: 'a:1', after: 'a:2' },
      { path: `${main}.args`, before: ['-x'], after: ['-x', '-y'] },
      { path: `${port}.name`, before: 'http', after: 'web' },
      { path: `${port}.protocol`, before: 'TCP' },
      { path: `${main}.env[name="B"].name`, after: 'B' },
      { path: `${main}.env[name="B"].value`, after: '2' },
    ]);
  });

  it('leave out what the server keeps for itself', () => {
    const before = {
      ...object({ status: { replicas: 1 } }),
      metadata: { name: 'a', resourceVersion: '1', generation: 1, uid: 'x' },
    };
    const after = {
      ...object({ status: { replicas: 2 } }),
      metadata: { name: 'a', resourceVersion: '2', generation: 2, uid: 'x' },
    };
    expect(diffObjects(before, after)).toEqual([]);
  });

  it('never show values of a Secret, new ones and those that kubectl keeps in an annotation neither', () => {
    const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';
    const secret = (value: string) => ({
      ...object(
        { data: { key: value }, stringData: { other: value } },
        'Secret',
      ),
      metadata: { name: 'a', annotations: { [lastApplied]: value } },
    });
    for (const before of [undefined, secret('hidden-1')]) {
      const changes = diffObjects(before, secret('hidden-2'));
      expect(JSON.stringify(changes)).not.toContain('hidden');
      expect(changes).toContainEqual({ path: '.data.key', secret: true });
    }
    // One value for all keys, as a mistake of somebody could have it.
    const odd = object({ data: 'hidden-3' }, 'Secret');
    expect(JSON.stringify(diffObjects(undefined, odd))).not.toContain('hidden');
  });
});

/** Two values have the same text where only the order of fields differs. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .map(([name, part]) => `${JSON.stringify(name)}:${sorted(part)}`)
    .sort();
  return `{${fields.join()}}`;
}
