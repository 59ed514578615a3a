import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  LocalFileIO,
  readManifestList,
} from '@lakehouse-portal/table-metadata';
import {
  columns,
  DAY_MS,
  filesBelow,
  orders,
  useLakehouse,
} from '../testing/useLakehouse';

jest.setTimeout(60_000);

describe('maintenance', () => {
  const the = useLakehouse();

  it('expires old snapshots by age and number, respects refs, and removes just what nothing needs', async () => {
    await the.lake.createTable('silver.orders', { columns });
    const made: string[] = [];
    for (let day = 0; day < 6; day++) {
      the.clockMs += DAY_MS;
      made.push(
        (await the.lake.overwrite('silver.orders', orders(2, day * 10)))
          .snapshotId ?? '',
      );
    }
    await the.lake.createTag('silver.orders', 'keep', { snapshotId: made[1] });
    await expect(
      the.lake.expireSnapshots('silver.orders', { snapshotIds: [made[1]] }),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(`tag 'keep'`),
    });
    const planned = await the.lake.expireSnapshots('silver.orders', {
      olderThanMs: the.clockMs,
      retainLast: 2,
      dryRun: true,
    });
    expect(
      (await the.lake.loadTable('silver.orders')).metadata.snapshots,
    ).toHaveLength(6);
    const result = await the.lake.expireSnapshots('silver.orders', {
      olderThanMs: the.clockMs,
      retainLast: 2,
    });
    expect(result).toEqual(planned);
    expect(result.expiredSnapshotIds).toEqual([made[0], made[2], made[3]]);
    expect(result.deletedFiles.data).toHaveLength(3);
    expect(result.failedFiles).toEqual([]);
    for (const location of Object.values(result.deletedFiles).flat())
      expect(existsSync(location.slice('file://'.length))).toBe(false);
    expect(await the.ids()).toEqual(['50', '51']);
    expect(await the.ids({ ref: 'keep' })).toEqual(['10', '11']);
    expect(await the.ids({ snapshotId: made[4] })).toEqual(['40', '41']);
    expect(
      (
        await the.lake.removeOrphanFiles('silver.orders', {
          olderThanMs: Date.now() + 1000,
          allowYoung: true,
        })
      ).orphans,
    ).toEqual([]);
  });

  it('lets refs expire by their own age', async () => {
    await the.lake.createTable('silver.orders', { columns });
    await the.lake.append('silver.orders', orders(1));
    await the.lake.createTag('silver.orders', 'brief', { maxRefAgeMs: 1000 });
    the.clockMs += 10 * DAY_MS;
    await the.lake.append('silver.orders', orders(1, 1));
    expect(await the.lake.expireSnapshots('silver.orders')).toMatchObject({
      expiredRefs: ['brief'],
      expiredSnapshotIds: [expect.any(String)],
    });
    expect(await the.ids()).toEqual(['0', '1']);
  });

  it('compacts small files and applies deletes, in sort order and by partition', async () => {
    await the.lake.createTable('silver.orders', {
      columns,
      partitionBy: [{ column: 'day' }],
      sortBy: [{ column: 'id' }],
    });
    for (let batch = 0; batch < 6; batch++)
      await the.lake.append('silver.orders', orders(6, batch * 10));
    await the.lake.delete('silver.orders', {
      where: 'id % 10 = 0',
      mode: 'merge-on-read',
    });
    const before = await the.ids();
    expect(
      await the.lake.rewriteDataFiles('silver.orders', {
        partitions: `day = DATE '2026-11-02'`,
        dryRun: true,
      }),
    ).toMatchObject({ rewrittenDataFiles: 6, partitions: 1 });
    const one = await the.lake.rewriteDataFiles('silver.orders', {
      partitions: `day = DATE '2026-11-02'`,
    });
    expect(one).toMatchObject({
      rewrittenDataFiles: 6,
      addedDataFiles: 1,
      removedDeleteFiles: 0,
    });
    const rest = await the.lake.rewriteDataFiles('silver.orders');
    expect(rest).toMatchObject({
      rewrittenDataFiles: 12,
      addedDataFiles: 2,
      removedDeleteFiles: 1,
      partitions: 2,
    });
    const { metadata } = await the.lake.loadTable('silver.orders');
    expect(metadata.snapshots.at(-1)).toMatchObject({
      operation: 'replace',
      summary: {
        'total-data-files': '3',
        'total-delete-files': '0',
        'total-records': String(before.length),
      },
    });
    expect(await the.ids()).toEqual(before);
    expect(await the.lake.rewriteDataFiles('silver.orders')).toMatchObject({
      rewrittenDataFiles: 0,
    });
    await expect(
      the.lake.rewriteDataFiles('silver.orders', { partitions: 'nope = 1' }),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });

  it('aims at the target size', async () => {
    await the.lake.createTable('silver.orders', {
      columns,
      sortBy: [{ column: 'id' }],
    });
    await the.lake.append('silver.orders', orders(40_000), { files: 20 });
    const { addedDataFiles, rewrittenBytes } = await the.lake.rewriteDataFiles(
      'silver.orders',
      { targetFileSizeBytes: 100_000 },
    );
    expect(addedDataFiles).toBe(Math.ceil(Number(rewrittenBytes) / 100_000));
    expect(addedDataFiles).toBeGreaterThan(1);
  });

  it('merges manifests by partition, and leaves well ones alone', async () => {
    await the.lake.createTable('silver.orders', {
      columns,
      partitionBy: [{ column: 'day' }],
      properties: { 'commit.manifest-merge.enabled': 'false' },
    });
    for (let batch = 0; batch < 6; batch++)
      await the.lake.append('silver.orders', orders(3, batch * 10));
    const before = await the.ids();
    const result = await the.lake.rewriteManifests('silver.orders');
    expect(result).toMatchObject({
      rewrittenManifests: 6,
      addedManifests: 1,
      keptManifests: 0,
      snapshotId: expect.any(String),
    });
    expect(await the.lake.rewriteManifests('silver.orders')).toEqual({
      rewrittenManifests: 0,
      addedManifests: 0,
      keptManifests: 1,
    });
    const { metadata } = await the.lake.loadTable('silver.orders');
    const partitions = (await the.live(metadata)).map(({ file }) =>
      Number(file.partition[0]),
    );
    expect(partitions).toEqual([...partitions].sort((a, b) => a - b));
    expect(
      (await the.live(metadata)).map(({ status, sequenceNumber }) => [
        status,
        sequenceNumber,
      ]),
    ).toContainEqual(['existing', 6n]);
    expect(await the.ids()).toEqual(before);
  });

  it('merges manifests while appending when the table has many', async () => {
    await the.lake.createTable('silver.orders', {
      columns,
      properties: { 'commit.manifest.min-count-to-merge': '4' },
    });
    for (let batch = 0; batch < 9; batch++)
      await the.lake.append('silver.orders', orders(2, batch * 10));
    const io = await LocalFileIO.create({ roots: [the.lake.directory] });
    const { metadata } = await the.lake.loadTable('silver.orders');
    const manifests = await readManifestList(
      io,
      metadata,
      metadata.snapshots.at(-1)!,
    );
    expect(manifests.length).toBeLessThan(4);
    expect(await the.ids()).toHaveLength(18);
    expect(
      new Set(
        (await the.live(metadata)).map(({ sequenceNumber }) => sequenceNumber),
      ).size,
    ).toBe(9);
  });

  it('removes old orphans of the table only', async () => {
    const { metadata } = await the.lake.createTable('silver.orders', {
      columns,
    });
    await the.lake.append('silver.orders', orders(3));
    const folder = metadata.location.slice('file://'.length);
    const old = new Date(Date.now() - 10 * DAY_MS);
    const orphans = [
      'data/lost.parquet',
      'metadata/00009-lost.metadata.json',
      'data/.writing-x',
    ].map(name => join(folder, name));
    for (const path of orphans) writeFileSync(path, 'x');
    for (const path of filesBelow(folder)) utimesSync(path, old, old);
    const young = join(folder, 'data/young.parquet');
    writeFileSync(young, 'x');
    await expect(
      the.lake.removeOrphanFiles('silver.orders', { olderThanMs: Date.now() }),
    ).rejects.toMatchObject({ name: 'ValidationError' });
    expect(
      (await the.lake.removeOrphanFiles('silver.orders', { dryRun: true }))
        .orphans,
    ).toHaveLength(3);
    expect(orphans.every(path => existsSync(path))).toBe(true);
    const result = await the.lake.removeOrphanFiles('silver.orders');
    expect(result.orphans.map(({ location }) => location).sort()).toEqual(
      orphans.map(path => `file://${path}`).sort(),
    );
    expect(orphans.some(path => existsSync(path))).toBe(false);
    expect(existsSync(young)).toBe(true);
    expect(await the.ids()).toHaveLength(3);
  });

  it('refuses to remove files of tables that share a folder, or say that others may use their files', async () => {
    const { metadata } = await the.lake.createTable('silver.orders', {
      columns,
    });
    await the.lake.createTable('silver.inside', {
      columns,
      location: `${metadata.location}/inside`,
    });
    await expect(
      the.lake.removeOrphanFiles('silver.orders'),
    ).rejects.toMatchObject({
      name: 'UnsafeRemovalError',
      message: expect.stringContaining('silver.inside'),
    });
    await expect(
      the.lake.dropTable('silver.orders', { purge: true }),
    ).rejects.toMatchObject({ name: 'ValidationError' });
    await the.lake.setProperties('silver.inside', { 'gc.enabled': 'false' });
    await expect(
      the.lake.expireSnapshots('silver.inside'),
    ).rejects.toMatchObject({ name: 'UnsupportedOperationError' });
  });

  it('trims the metadata log, and removes the files that left it', async () => {
    const { metadata } = await the.lake.createTable('silver.orders', {
      columns,
      properties: { 'write.metadata.previous-versions-max': '3' },
    });
    for (let step = 0; step < 8; step++)
      await the.lake.setProperties('silver.orders', { step: String(step) });
    const files = filesBelow(
      join(metadata.location.slice('file://'.length), 'metadata'),
    );
    expect(files).toHaveLength(4);
    const { metadataLog } = (await the.lake.loadTable('silver.orders'))
      .metadata;
    expect(
      metadataLog.map(
        ({ metadataLocation }) =>
          /(\d+)-/.exec(metadataLocation.split('/').at(-1) ?? '')?.[1],
      ),
    ).toEqual(['00005', '00006', '00007']);
  });
});
