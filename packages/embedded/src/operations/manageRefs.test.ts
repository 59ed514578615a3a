import { columns, DAY_MS, orders, useLakehouse } from '../testing/useLakehouse';

jest.setTimeout(60_000);

describe('branches, tags and rollback', () => {
  const the = useLakehouse();

  it('commits to branches apart from main, fast-forwards, and keeps tags still', async () => {
    await the.lake.createTable('silver.orders', { columns });
    await expect(
      the.lake.createTag('silver.orders', 'none'),
    ).rejects.toMatchObject({ name: 'NoSuchSnapshotError' });
    await the.lake.append('silver.orders', orders(2));
    await the.lake.createTag('silver.orders', 'v1', { maxRefAgeMs: DAY_MS });
    await the.lake.createBranch('silver.orders', 'audit', {
      minSnapshotsToKeep: 3,
    });
    await the.lake.append('silver.orders', orders(2, 10), { branch: 'audit' });
    expect([
      await the.ids(),
      await the.ids({ ref: 'audit' }),
      await the.ids({ ref: 'v1' }),
    ]).toEqual([
      ['0', '1'],
      ['0', '1', '10', '11'],
      ['0', '1'],
    ]);
    await the.lake.fastForward('silver.orders', 'main', 'audit');
    expect(await the.ids()).toEqual(['0', '1', '10', '11']);
    await the.lake.append('silver.orders', orders(1, 20), { branch: 'audit' });
    await the.lake.append('silver.orders', orders(1, 30));
    await expect(
      the.lake.fastForward('silver.orders', 'main', 'audit'),
    ).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(
      the.lake.append('silver.orders', orders(1), { branch: 'v1' }),
    ).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(
      the.lake.append('silver.orders', orders(1), { branch: 'nope' }),
    ).rejects.toMatchObject({ name: 'NoSuchRefError' });
    await expect(
      the.lake.createBranch('silver.orders', 'v1'),
    ).rejects.toMatchObject({ name: 'AlreadyExistsError' });
    await expect(
      the.lake.dropRef('silver.orders', 'main'),
    ).rejects.toMatchObject({ name: 'ValidationError' });
    await the.lake.dropRef('silver.orders', 'v1');
    expect(
      (await the.lake.loadTable('silver.orders')).metadata.refs
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['audit', 'main']);
  });

  it('rolls back to an ancestor only, and goes on from there', async () => {
    await the.lake.createTable('silver.orders', { columns });
    const first = await the.lake.append('silver.orders', orders(1));
    const second = await the.lake.append('silver.orders', orders(1, 1));
    await the.lake.rollback('silver.orders', first.snapshotId ?? '');
    await the.lake.append('silver.orders', orders(1, 2));
    expect(await the.ids()).toEqual(['0', '2']);
    const { metadata } = await the.lake.loadTable('silver.orders');
    expect(metadata.snapshots.at(-1)).toMatchObject({
      parentSnapshotId: first.snapshotId,
      sequenceNumber: '3',
    });
    expect(metadata.snapshotLog.map(({ snapshotId }) => snapshotId)).toEqual([
      first.snapshotId,
      second.snapshotId,
      first.snapshotId,
      metadata.currentSnapshotId,
    ]);
    await expect(
      the.lake.rollback('silver.orders', second.snapshotId ?? ''),
    ).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(
      the.lake.rollback('silver.orders', '42'),
    ).rejects.toMatchObject({
      name: 'NoSuchSnapshotError',
    });
    await expect(
      the.lake.rollback('silver.orders', 'abc'),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });
});
