import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  LocalFileIO,
  readFileStatistics,
  readTableMetadata,
} from '@lakehouse-portal/table-metadata';
import { readRewrite } from './readRewrite';
import { readSmallFiles } from './readSmallFiles';

describe('files of a table, one by one', () => {
  const name = 'silver.orders';
  let directory: string;
  let lake: EmbeddedLakehouse;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'small-files-'));
    lake = await EmbeddedLakehouse.open({
      directory,
      name: 'shop',
      durable: false,
    });
    await lake.createNamespace('silver', {});
    await lake.createTable(name, {
      columns: [
        { name: 'id', type: 'long' },
        { name: 'day', type: 'date' },
      ],
      partitionBy: [{ column: 'day' }],
    });
    for (const [from, rows] of [
      [0, 50_000],
      [50_000, 10],
      [50_010, 20],
    ]) {
      await lake.append(name, {
        sql: `SELECT i AS id, DATE '2026-11-01' + (i % 2)::INTEGER AS day FROM range(${from}, ${
          from + rows
        }) t(i)`,
      });
    }
  });
  afterEach(async () => {
    await lake.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function read() {
    const { metadataLocation } = (await lake.loadTable(name)).metadata;
    const fileIO = await LocalFileIO.create({ roots: [directory] });
    const metadata = await readTableMetadata(fileIO, metadataLocation);
    return { fileIO, metadata };
  }

  it('are counted below a size, by partitions as statistics name them', async () => {
    const { fileIO, metadata } = await read();
    const { partitionStatistics } = await readFileStatistics(fileIO, metadata);
    const small = await readSmallFiles(fileIO, metadata, {
      belowSizeBytes: 20_000,
    });
    expect(small?.map(({ partition }) => partition).sort()).toEqual(
      partitionStatistics.map(({ partition }) => partition).sort(),
    );
    expect(small?.map(({ files }) => files)).toEqual([2, 2]);
    const all = await readSmallFiles(fileIO, metadata, {
      belowSizeBytes: 1_000_000_000,
    });
    expect(
      all?.map(({ specId, partition, files, bytes }) => [
        specId,
        partition,
        files,
        bytes,
      ]),
    ).toEqual(
      partitionStatistics.map(one => [
        one.specId,
        one.partition,
        one.dataFiles,
        one.dataBytes,
      ]),
    );
  });

  it('that a rewrite replaced are told by its snapshot, without the deletes that it folded in', async () => {
    await lake.delete(name, {
      where: 'id % 3 = 0',
      mode: 'merge-on-read',
    });
    const before = await read();
    const { dataFiles, dataBytes } = await readFileStatistics(
      before.fileIO,
      before.metadata,
    );
    const { snapshotId } = await lake.rewriteDataFiles(name, {
      rewriteAll: true,
    });
    expect(
      await readRewrite({ open: read }, one => one.snapshotId === snapshotId),
    ).toEqual({
      snapshotId,
      removedDataFiles: dataFiles,
      addedDataFiles: 2,
      rewrittenBytes: dataBytes.toString(),
    });
    expect(
      await readRewrite({ open: read }, one => one.snapshotId === 'none'),
    ).toBeUndefined();
  });
});
