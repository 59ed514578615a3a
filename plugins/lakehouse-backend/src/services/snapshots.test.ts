import type { Snapshot, SnapshotRef } from '@lakehouse-portal/table-metadata';
import { metadataWith, NOW } from '../__testUtils__/builders';
import { buildSnapshots } from './buildSnapshots';

const DAY = 24 * 60 * 60 * 1000;
/** Beyond 2^53, so that an id that passed through a number would differ. */
const FIRST_ID = 9007199254740993n;

function commit(index: number, over: Partial<Snapshot> = {}): Snapshot {
  return {
    snapshotId: String(FIRST_ID + BigInt(index)),
    parentSnapshotId:
      index > 0 ? String(FIRST_ID + BigInt(index - 1)) : undefined,
    sequenceNumber: String(index),
    timestampMs: NOW - 23 * DAY + index * 60_000,
    operation: 'append',
    summary: {
      'added-records': '10',
      'total-records': String((index + 1) * 10),
    },
    ...over,
  };
}

function tableWith(
  snapshots: Snapshot[],
  refs: SnapshotRef[] = [
    { name: 'main', type: 'branch', snapshotId: snapshots.at(-1)!.snapshotId },
  ],
) {
  return metadataWith({
    snapshots,
    currentSnapshotId: snapshots.at(-1)?.snapshotId,
    refs,
  });
}

const page = { offset: 0, limit: 50 };

describe('buildSnapshots', () => {
  it('a snapshot whose time no calendar has is shown, not the end of the page', () => {
    const built = buildSnapshots(
      tableWith([
        commit(0, { timestampMs: -9_007_199_254_740_991 }),
        commit(1),
        commit(2, { timestampMs: 9_007_199_254_740_991 }),
      ]),
      page,
      NOW,
    );
    expect(built.snapshots.map(({ committedAt }) => committedAt)).toEqual([
      '9999-12-31T23:59:59.999Z',
      '2026-11-01T09:41:00.000Z',
      '0001-01-01T00:00:00.000Z',
    ]);
  });

  it('says how far back one can travel, and what has built up since the last compaction', () => {
    const snapshots = [
      commit(0),
      commit(1, {
        operation: 'replace',
        timestampMs: NOW - 9 * DAY,
        summary: { 'added-data-files': '2' },
      }),
      commit(2, {
        operation: 'overwrite',
        timestampMs: NOW - DAY,
        summary: { 'total-delete-files': '1131' },
      }),
    ];
    const refs = [
      {
        name: 'main',
        type: 'branch' as const,
        snapshotId: snapshots[2].snapshotId,
      },
      {
        name: 'audit',
        type: 'branch' as const,
        snapshotId: snapshots[0].snapshotId,
      },
      { name: 'v1', type: 'tag' as const, snapshotId: snapshots[0].snapshotId },
    ];
    expect(buildSnapshots(tableWith(snapshots, refs), page, NOW).lede).toEqual({
      headline: 'You can travel back 23 days, to 1 Nov.',
      detail:
        '3 snapshots, 2 branches and 1 tag. Since the last compaction, 9 d ago, 1,131 delete files have built up: every read applies them.',
    });
    const rewritten = commit(1, {
      operation: 'replace',
      timestampMs: NOW - 3_600_000,
      summary: { 'added-data-files': '0' },
    });
    expect(
      buildSnapshots(tableWith([commit(0), rewritten]), page, NOW).lede.detail,
    ).toContain('No compaction is among them.');
    expect(buildSnapshots(metadataWith(), page, NOW).lede.headline).toContain(
      'has no snapshots',
    );
    expect(
      buildSnapshots(tableWith([commit(0)]), page, NOW).lede.headline,
    ).toContain('There is one snapshot, from 1 Nov');
    const young = [
      commit(0, { timestampMs: NOW - 5 * 3_600_000 }),
      commit(1, { timestampMs: NOW }),
    ];
    expect(buildSnapshots(tableWith(young), page, NOW).lede.headline).toBe(
      'You can travel back 5 hours, to 24 Nov, 04:40 UTC.',
    );
  });

  it('pages newest first with exact ids, and tells main from branches and expired parents', () => {
    const snapshots = [
      commit(3, { parentSnapshotId: '7' }),
      commit(4),
      commit(5),
      commit(6, { parentSnapshotId: commit(3).snapshotId }),
    ];
    const metadata = {
      ...tableWith(snapshots),
      currentSnapshotId: commit(5).snapshotId,
    };
    const first = buildSnapshots(metadata, { offset: 0, limit: 2 }, NOW);
    const second = buildSnapshots(metadata, { offset: 2, limit: 2 }, NOW);
    expect(
      [...first.snapshots, ...second.snapshots].map(line => line.snapshotId),
    ).toEqual([
      '9007199254740999',
      '9007199254740998',
      '9007199254740997',
      '9007199254740996',
    ]);
    expect(first.snapshots.map(line => line.onMain)).toEqual([false, true]);
    expect(second.snapshots.map(line => line.parentExpired)).toEqual([
      false,
      true,
    ]);
    // The branch would make the line of main go back in time.
    expect(first.growth).toHaveLength(3);
  });

  it('leaves out what a writer left out or wrote wrongly, and names the writer', () => {
    const odd = commit(0, {
      summary: {
        'added-records': '-1',
        'total-records': '1e3',
        'added-files-size': '12',
        trino_query_id: 'x',
        trino_user: 'ann',
      },
    });
    const [line] = buildSnapshots(tableWith([odd]), page, NOW).snapshots;
    expect(line).toMatchObject({ addedBytes: 12, writtenBy: 'Trino, ann' });
    expect(line.addedRecords).toBeUndefined();
    expect(line.totalRecords).toBeUndefined();
  });

  it('thins out thousands of snapshots evenly, the first and the last among them, and survives a circle of parents', () => {
    const snapshots = Array.from({ length: 3104 }, (_, index) => commit(index));
    snapshots[0].parentSnapshotId = snapshots[9].snapshotId;
    const { growth, commitsByDay, totalSnapshots } = buildSnapshots(
      tableWith(snapshots),
      page,
      NOW,
    );
    expect(totalSnapshots).toBe(3104);
    expect(growth).toHaveLength(500);
    expect([growth[0].records, growth[499].records]).toEqual([10, 31_040]);
    expect(commitsByDay.reduce((sum, day) => sum + day.append, 0)).toBe(3104);
    expect(commitsByDay[0]).toMatchObject({ day: '2026-11-01', overwrite: 0 });
  });
});
