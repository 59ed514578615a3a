import { tableMetadata } from '../__testUtils__/tableBuilder';
import { ancestorsOf } from './ancestorsOf';

describe('ancestorsOf', () => {
  const snapshot = (snapshotId: string, parentSnapshotId?: string) => ({
    snapshotId,
    parentSnapshotId,
    timestampMs: 1,
    summary: {},
  });
  const ids = (snapshots: Array<ReturnType<typeof snapshot>>, start?: string) =>
    ancestorsOf(
      tableMetadata({ snapshots, currentSnapshotId: '3' }),
      start,
    ).map(({ snapshotId }) => snapshotId);

  it('walks from a snapshot to the oldest that is kept', () => {
    const history = [
      snapshot('1', '0'),
      snapshot('2', '1'),
      snapshot('3', '2'),
      snapshot('9', '1'),
    ];
    expect(ids(history)).toEqual(['3', '2', '1']);
    expect(ids(history, '9')).toEqual(['9', '1']);
    expect(ids(history, 'absent')).toEqual([]);
  });

  it('ends where damaged metadata goes in a circle', () => {
    expect(
      ids([snapshot('1', '3'), snapshot('2', '1'), snapshot('3', '2')]),
    ).toEqual(['3', '2', '1']);
    expect(ids([snapshot('3', '3')])).toEqual(['3']);
  });
});
