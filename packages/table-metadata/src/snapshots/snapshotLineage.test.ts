import fc from 'fast-check';
import type { Snapshot, SnapshotRef } from '../model';
import { ancestorsOf } from './ancestorsOf';
import { snapshotLineage } from './snapshotLineage';

function snapshot(snapshotId: string, parentSnapshotId?: string): Snapshot {
  return { snapshotId, parentSnapshotId, timestampMs: 1, summary: {} };
}

function ref(
  name: string,
  snapshotId: string,
  type: SnapshotRef['type'] = 'branch',
): SnapshotRef {
  return { name, type, snapshotId };
}

describe('snapshotLineage', () => {
  it('says where each branch left main, how far it is, and why its history ends', () => {
    const lineage = snapshotLineage({
      snapshots: [
        snapshot('3', '2'),
        snapshot('4', '3'),
        snapshot('5', '4'),
        snapshot('6', '4'),
        snapshot('7', '6'),
        snapshot('8'),
        snapshot('9', '5'),
      ],
      refs: [
        ref('main', '5'),
        ref('audit', '7'),
        ref('old', '3', 'tag'),
        ref('apart', '8'),
        ref('gone', '99'),
      ],
    });
    expect(lineage).toEqual({
      refs: [
        {
          name: 'main',
          type: 'branch',
          snapshotId: '5',
          snapshots: 3,
          oldestSnapshotId: '3',
          end: 'expired',
          missingParentId: '2',
        },
        {
          name: 'audit',
          type: 'branch',
          snapshotId: '7',
          snapshots: 4,
          oldestSnapshotId: '3',
          end: 'expired',
          missingParentId: '2',
          forkedFromSnapshotId: '4',
          ahead: 2,
          behind: 1,
        },
        {
          name: 'old',
          type: 'tag',
          snapshotId: '3',
          snapshots: 1,
          oldestSnapshotId: '3',
          end: 'expired',
          missingParentId: '2',
          forkedFromSnapshotId: '3',
          ahead: 0,
          behind: 2,
        },
        {
          name: 'apart',
          type: 'branch',
          snapshotId: '8',
          snapshots: 1,
          oldestSnapshotId: '8',
          end: 'first',
        },
        {
          name: 'gone',
          type: 'branch',
          snapshotId: '99',
          snapshots: 0,
          end: 'missing',
        },
      ],
      detached: ['9'],
      withMissingParent: 1,
    });
  });

  it('ends where damaged metadata goes in a circle, or a snapshot is its own parent', () => {
    const lineage = snapshotLineage({
      snapshots: [
        snapshot('1', '3'),
        snapshot('2', '1'),
        snapshot('3', '2'),
        snapshot('4', '3'),
        snapshot('5', '5'),
      ],
      refs: [ref('main', '4'), ref('self', '5')],
    });
    expect(lineage.refs).toEqual([
      expect.objectContaining({ name: 'main', snapshots: 4, end: 'cycle' }),
      expect.objectContaining({ name: 'self', snapshots: 1, end: 'cycle' }),
    ]);
    expect(lineage.detached).toEqual([]);
  });

  it('agrees with walking from each ref, for any parents', () => {
    const parents = fc.array(fc.option(fc.nat({ max: 25 })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(
        parents,
        fc.array(fc.nat({ max: 22 }), { maxLength: 5 }),
        (parentOf, heads) => {
          const snapshots = parentOf.map((parent, place) =>
            snapshot(String(place), parent === null ? undefined : `${parent}`),
          );
          const refs = heads.map((head, index) =>
            ref(index === 0 ? 'main' : `b${index}`, String(head)),
          );
          const lineage = snapshotLineage({ snapshots, refs });
          const walk = (id: string) => ancestorsOf({ snapshots }, id);
          const main = heads.length > 0 ? walk(String(heads[0])) : [];
          const reached = new Set<Snapshot>();
          for (const [index, found] of lineage.refs.entries()) {
            const history = walk(refs[index].snapshotId);
            for (const item of history) reached.add(item);
            expect(found.snapshots).toBe(history.length);
            expect(found.oldestSnapshotId).toBe(history.at(-1)?.snapshotId);
            const shared = history.find(item => main.includes(item));
            if (index > 0) {
              expect(found.forkedFromSnapshotId).toBe(shared?.snapshotId);
              expect(found.ahead).toBe(
                shared ? history.indexOf(shared) : undefined,
              );
            }
          }
          expect(lineage.detached).toEqual(
            snapshots
              .filter(item => !reached.has(item))
              .map(({ snapshotId }) => snapshotId),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('takes no time that grows with snapshots times refs', () => {
    const snapshots = Array.from({ length: 20_000 }, (_item, index) =>
      snapshot(String(index), index === 0 ? undefined : String(index - 1)),
    );
    const refs = snapshots.map(({ snapshotId }) =>
      ref(snapshotId === '19999' ? 'main' : `t${snapshotId}`, snapshotId),
    );
    const lineage = snapshotLineage({ snapshots, refs });
    expect(lineage.refs[5]).toMatchObject({ snapshots: 6, behind: 19_994 });
  });
});
