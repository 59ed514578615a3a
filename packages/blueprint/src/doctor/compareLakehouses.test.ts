import fc from 'fast-check';
import { type LakehouseDocument, readLakehouse } from '../document';
import { anyLakehouse } from '../testing/anyLakehouse';
import { compareLakehouses } from './compareLakehouses';

function documentOf(spec: object = {}, name = 'lake'): LakehouseDocument {
  return readLakehouse(
    {
      apiVersion: 'lakehouse-portal.io/v1alpha1',
      kind: 'Lakehouse',
      metadata: { name },
      spec: { owner: 'group:default/data', ...spec },
    },
    'test',
  );
}

function compare(before: object, after: object) {
  return compareLakehouses(documentOf(before), documentOf(after));
}

describe('compareLakehouses', () => {
  it('nothing changes where the document does not', () => {
    fc.assert(
      fc.property(anyLakehouse, document => {
        const { objects, rolls, jobs, notes, capacity } = compareLakehouses(
          document,
          structuredClone(document),
        );
        expect({ objects, rolls, jobs, notes }).toEqual({
          objects: [],
          rolls: [],
          jobs: [],
          notes: [],
        });
        expect(capacity.before).toEqual(capacity.after);
      }),
      { numRuns: 30 },
    );
  });

  it('what one way adds, the other removes', () => {
    fc.assert(
      fc.property(anyLakehouse, anyLakehouse, (one, other) => {
        const there = compareLakehouses(one, other).objects;
        const back = compareLakehouses(other, one).objects;
        const names = (of: typeof there, wanted: string) =>
          of
            .filter(({ change }) => change === wanted)
            .map(({ object }) => object)
            .sort();
        expect(names(there, 'added')).toEqual(names(back, 'removed'));
        expect(names(there, 'removed')).toEqual(names(back, 'added'));
        expect(names(there, 'changed')).toEqual(names(back, 'changed'));
      }),
      { numRuns: 30 },
    );
  });

  it('an upgrade of Trino replaces its pods, and says that queries fail meanwhile', () => {
    const { rolls, notes, objects } = compare(
      { size: 'small', trino: { version: 482 } },
      { size: 'small', trino: { version: 483 } },
    );
    expect(rolls.map(({ object }) => object).sort()).toEqual([
      'Deployment lake/lake-trino',
      'Deployment lake/lake-trino-worker',
    ]);
    expect(rolls[0].because.join(' ')).toContain('image');
    expect(notes).toEqual([
      expect.objectContaining({
        kind: 'interruption',
        what: 'spec.trino.version',
      }),
    ]);
    expect(
      objects
        .find(({ object }) => object === 'Deployment lake/lake-trino')!
        .fields.find(({ path }) => path.endsWith('.image')),
    ).toEqual(
      expect.objectContaining({
        before: 'trinodb/trino:482',
        after: 'trinodb/trino:483',
      }),
    );
  });

  it('another access rule replaces no pod', () => {
    const base = { trino: { authentication: { type: 'password' } } };
    const { rolls, objects } = compare(
      { ...base, access: { admins: ['admin'] } },
      { ...base, access: { admins: ['admin', 'dora'] } },
    );
    expect(rolls).toEqual([]);
    expect(objects.length).toBeGreaterThan(0);
  });

  it('more workers replace no pod, but need more of the cluster', () => {
    const { capacity, objects } = compare(
      { size: 'small' },
      { size: 'small', trino: { workers: 4 } },
    );
    expect(capacity.after.pods - capacity.before.pods).toBe(2);
    expect(
      objects.find(({ object }) => object.endsWith('lake-trino-worker'))!
        .fields,
    ).toContainEqual({ path: '.spec.replicas', before: 2, after: 4 });
  });

  it("the size of a StatefulSet's volume can't be changed", () => {
    expect(
      compare(
        { storage: { type: 'versitygw', volume: '20Gi' } },
        { storage: { type: 'versitygw', volume: '50Gi' } },
      ).notes,
    ).toEqual([
      {
        kind: 'refused',
        what: 'StatefulSet lake/lake-storage',
        message: expect.stringContaining('--cascade=orphan'),
      },
    ]);
  });

  it.each([
    [{}, { catalog: { type: 'nessie' } }, 'data', 'spec.catalog'],
    [{}, { storage: { type: 's3', bucket: 'data' } }, 'data', 'spec.storage'],
    [
      { storage: { type: 's3', bucket: 'data', prefix: 'a' } },
      { storage: { type: 's3', bucket: 'data', prefix: 'b' } },
      'data',
      'spec.storage',
    ],
    [{}, { database: { type: 'cloudnative-pg' } }, 'data', 'spec.database'],
    [{}, { namespace: 'other' }, 'data', 'spec.namespace'],
    [{}, { layers: [{ name: 'gold' }] }, 'data', 'spec.layers'],
    [{}, { catalogName: 'lake' }, 'interruption', 'spec.catalogName'],
    [
      { size: 'medium' },
      { size: 'medium', trino: { workers: 1 } },
      'interruption',
      'spec.trino.workers',
    ],
  ])('%j to %j: a note of %s about %s', (before, after, kind, what) => {
    expect(compare(before, after).notes).toContainEqual(
      expect.objectContaining({ kind, what }),
    );
  });

  it('another name is another lakehouse', () => {
    const { notes, objects } = compareLakehouses(
      documentOf({}, 'lake'),
      documentOf({}, 'pond'),
    );
    expect(notes[0]).toEqual(
      expect.objectContaining({ kind: 'data', what: 'metadata.name' }),
    );
    expect(objects.some(({ change }) => change === 'changed')).toBe(false);
  });
});
