import fc from 'fast-check';
import type { SnapshotLine } from '@lakehouse-portal/plugin-lakehouse-common';
import { aheadBehind, filterLines, foldLines, railNodes } from './listRows';
import { railLayout } from './railLayout';
import { nearestPoint, selectGrowth, stepPoints } from './selectGrowth';
import { readState, writeState } from './useSnapshotsState';

/** Histories of any shape: each snapshot has an older one, or none, as its parent. */
const histories = fc
  .array(
    fc.record({
      parent: fc.nat(),
      op: fc.constantFrom('append', 'delete', 'replace', 'weird', undefined),
    }),
    { maxLength: 40 },
  )
  .chain(specs =>
    fc.tuple(
      fc.constant(specs),
      fc.integer({ min: 0, max: Math.max(0, specs.length - 1) }),
    ),
  )
  .map(([specs, current]) => {
    const oldestFirst = specs.map((spec, index): SnapshotLine => {
      const parent = index === 0 ? undefined : spec.parent % (index + 1);
      const orphan = parent === undefined || parent === index;
      return {
        snapshotId: String(index + 1),
        parentSnapshotId: orphan ? undefined : String(parent + 1),
        parentExpired: false,
        committedAt: new Date(index * 60_000).toISOString(),
        operation: spec.op,
        onMain: false,
        refs: [],
        summary: {},
      };
    });
    for (
      let index: number | undefined = current;
      index !== undefined && oldestFirst[index];

    ) {
      oldestFirst[index].onMain = true;
      const parent: string | undefined = oldestFirst[index].parentSnapshotId;
      index = parent === undefined ? undefined : Number(parent) - 1;
    }
    return oldestFirst.reverse();
  });

describe('the list of snapshots', () => {
  it('folding loses nothing, keeps the order, and leaves chosen and compacting snapshots out', () => {
    fc.assert(
      fc.property(histories, fc.nat({ max: 40 }), (lines, chosen) => {
        const rows = foldLines(lines, {
          chosen: new Set([String(chosen)]),
          open: new Set(),
        });
        expect(
          rows.flatMap(row => (row.kind === 'line' ? [row.line] : row.lines)),
        ).toEqual(lines);
        for (const row of rows) {
          if (row.kind === 'fold') {
            expect(row.lines.length).toBeGreaterThanOrEqual(6);
            expect(
              row.lines.some(
                line =>
                  line.snapshotId === String(chosen) ||
                  line.operation === 'replace',
              ),
            ).toBe(false);
            const opened = foldLines(lines, {
              chosen: new Set([String(chosen)]),
              open: new Set([row.key]),
            });
            expect(
              opened.some(
                other => other.kind === 'fold' && other.key === row.key,
              ),
            ).toBe(false);
          }
        }
      }),
    );
  });

  it('the rail leads every snapshot to its parent, with main always in the first lane', () => {
    fc.assert(
      fc.property(histories, fc.boolean(), (lines, fold) => {
        const rows = fold
          ? foldLines(lines, { chosen: new Set(), open: new Set() })
          : lines.map(line => ({ kind: 'line' as const, line }));
        const nodes = railNodes(rows, lines);
        const { rows: rail } = railLayout(nodes);
        // Follow each line down the rail, as an eye would.
        for (const [index, node] of nodes.entries()) {
          expect(rail[index].lane === 0).toBe(node.main);
          if (node.next === undefined) {
            expect(rail[index].bottom).toBeUndefined();
            continue;
          }
          let row = index + 1;
          while (
            rail[row].through.some(through => through.lane === rail[index].lane)
          ) {
            row += 1;
          }
          expect(nodes[row].id).toBe(node.next);
          const arrives =
            (rail[row].lane === rail[index].lane &&
              rail[row].top !== undefined) ||
            rail[row].joins.some(join => join.lane === rail[index].lane);
          expect(arrives).toBe(true);
        }
        // No lane is used twice in a row.
        for (const row of rail) {
          const used = [row.lane, ...row.through.map(through => through.lane)];
          expect(new Set(used).size).toBe(used.length);
        }
      }),
    );
  });

  it('a filter keeps only the history of its ref, and the rail says that others are left out', () => {
    const line = (
      id: string,
      parent: string | undefined,
      onMain: boolean,
      operation: string,
    ): SnapshotLine => ({
      snapshotId: id,
      parentSnapshotId: parent,
      parentExpired: false,
      committedAt: '2026-11-24T00:00:00Z',
      operation,
      onMain,
      refs: [],
      summary: {},
    });
    const lines = [
      line('4', '2', true, 'append'),
      line('3', '2', false, 'delete'),
      line('2', '1', true, 'delete'),
      line('1', undefined, true, 'append'),
    ];
    expect(
      filterLines(lines, { head: '3' }).map(kept => kept.snapshotId),
    ).toEqual(['3', '2', '1']);
    const appends = filterLines(lines, { operation: 'append' });
    expect(appends.map(kept => kept.snapshotId)).toEqual(['4', '1']);
    const nodes = railNodes(
      appends.map(kept => ({ kind: 'line', line: kept })),
      lines,
    );
    expect(nodes[0]).toMatchObject({ next: '1', gap: true });
    expect(aheadBehind(lines, '3')).toEqual({ ahead: 1, behind: 1 });
    expect(aheadBehind(lines, '99')).toBeUndefined();
  });
});

describe('the growth of a period', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');
  const growth = ['2026-10-01', '2026-11-01', '2026-11-20'].map(
    (day, index) => ({
      snapshotId: String(index),
      at: `${day}T00:00:00Z`,
      records: index === 1 ? undefined : index * 10,
    }),
  );

  it('begins with the state of the table at that time, holds values until the next snapshot, and leaves gaps', () => {
    const selection = selectGrowth({ growth, commitsByDay: [] }, '30d', now);
    expect(selection.points.map(point => point.snapshotId)).toEqual(['1', '2']);
    expect(stepPoints(selection, 'records').map(point => point.y)).toEqual([
      0,
      0,
      undefined,
      20,
      20,
    ]);
    expect(
      selectGrowth({ growth, commitsByDay: [] }, 'all', now).points,
    ).toHaveLength(3);
    expect(
      nearestPoint(selection.points, Date.parse('2026-11-19T00:00:00Z')),
    ).toBe(1);
    expect(nearestPoint([], now)).toBe(-1);
  });

  it('counts the commits of the days it touches', () => {
    const days = ['2026-10-24', '2026-10-25', '2026-11-24'].map(day => ({
      day,
      append: 1,
      overwrite: 2,
      delete: 0,
      replace: 0,
      other: 0,
    }));
    expect(
      selectGrowth({ growth, commitsByDay: days }, '30d', now).commits,
    ).toBe(6);
  });
});

describe('the state in the address', () => {
  it('comes back as it was written, and leaves foreign parameters alone', () => {
    const state = {
      range: '90d',
      a: '-12',
      b: '9223372036854775807',
      ref: 'audit/1',
      operation: 'delete',
      depth: 3,
      preview: true,
    } as const;
    const written = writeState(new URLSearchParams('other=1'), state);
    expect(readState(written)).toEqual(state);
    expect(written.get('other')).toBe('1');
  });

  it('is not believed where it makes no sense', () => {
    expect(
      readState(new URLSearchParams('range=1y&a=x%27&op=drop&depth=-3&b=12.5')),
    ).toEqual({ depth: 1, preview: false });
    fc.assert(
      fc.property(fc.webQueryParameters(), query => {
        expect(
          readState(new URLSearchParams(query)).depth,
        ).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
