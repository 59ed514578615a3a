import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import type { StoredRun, StoredUnit } from './RunStore';
import { rollbackProblem } from './rollbackProblem';

/** A table with these snapshots and their parents, of which the first is current. */
function tableOf(
  snapshots: Array<[id: string, parent?: string]>,
): TableMetadata {
  return {
    tableUuid: 'a-b-c',
    currentSnapshotId: snapshots[0][0],
    snapshots: snapshots.map(([snapshotId, parentSnapshotId]) => ({
      snapshotId,
      parentSnapshotId,
    })),
  } as TableMetadata;
}

/** A run that has written snapshot 9007199254740993 and was planned for the table above. */
const RUN = {
  stored: { run: { plan: { table: { uuid: 'a-b-c' } } } } as StoredRun,
  units: [{ outcome: { snapshotId: '9007199254740993' } }] as StoredUnit[],
  snapshotId: '1',
};

describe('what stands against a rollback', () => {
  it('is nothing where only the run has committed since', () => {
    expect(
      rollbackProblem(tableOf([['9007199254740993', '1'], ['1']]), RUN),
    ).toBeUndefined();
  });

  it('is what others have committed since, by an id that is told exactly, and an administrator may accept that', () => {
    expect(
      rollbackProblem(
        tableOf([
          ['9007199254740995', '9007199254740993'],
          ['9007199254740993', '1'],
          ['1'],
        ]),
        RUN,
      ),
    ).toMatchObject({
      reason: expect.stringContaining('snapshot 9007199254740995'),
      losesCommits: true,
    });
  });

  it.each([
    ['has expired', tableOf([['9007199254740993', '1']]), /has expired/],
    [
      'is of another branch',
      tableOf([['9007199254740993', '2'], ['2'], ['1']]),
      /not among those that led/,
    ],
    [
      'can not be reached, since parents go in a circle',
      tableOf([
        ['9007199254740993', '2'],
        ['2', '9007199254740993'],
        ['3', '3'],
        ['1'],
      ]),
      /not among those that led/,
    ],
    [
      'was of a table that was created anew',
      { ...tableOf([['1']]), tableUuid: 'd-e-f' } as TableMetadata,
      /created anew/,
    ],
  ])('is that the snapshot %s', (_what, metadata, reason) => {
    const problem = rollbackProblem(metadata, RUN);
    expect(problem?.reason).toMatch(reason);
    expect(problem).not.toHaveProperty('losesCommits');
  });
});
