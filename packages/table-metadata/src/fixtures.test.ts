import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inspectionToJson, inspectTable } from './inspection';
import { CountingFileIO, LocalFileIO, RewritingFileIO } from './io';
import { stringifyExactJson } from './json';
import { findMetadataLocation, readTableMetadata } from './metadata';
import { planScan } from './scan';
import { compareSnapshots } from './snapshots';

const FIXTURES = resolve(__dirname, '../fixtures');
const TABLES = ['pyiceberg', 'spark'].flatMap(engine =>
  readdirSync(join(FIXTURES, engine)).map(table => `${engine}/${table}`),
);

async function open(table: string) {
  const local = await LocalFileIO.create({ roots: [FIXTURES] });
  const io = new CountingFileIO(
    new RewritingFileIO(local, [
      {
        from: 'file:///tmp/lakehouse-fixtures/pyiceberg/db',
        to: join(FIXTURES, 'pyiceberg'),
      },
      { from: '/tmp/lakehouse-fixtures/spark/db', to: join(FIXTURES, 'spark') },
    ]),
  );
  const { metadataLocation, warnings } = await findMetadataLocation(
    local,
    join(FIXTURES, table),
  );
  return {
    io,
    metadata: await readTableMetadata(local, metadataLocation),
    warnings,
  };
}

describe.each(TABLES)('%s', table => {
  it('reads as PyIceberg reads it', async () => {
    const { io, metadata, warnings } = await open(table);
    const json = JSON.parse(
      stringifyExactJson(inspectionToJson(await inspectTable(io, metadata))),
    );
    const expected = JSON.parse(
      readFileSync(join(FIXTURES, table, 'expected.json'), 'utf8'),
    );
    const { fields, files, refs, ...rest } = expected;
    expect(json).toMatchObject(rest);
    expect(
      json.refs.sort((a: { name: string }, b: { name: string }) =>
        a.name < b.name ? -1 : 1,
      ),
    ).toEqual(refs);
    const flat = json.fieldsFlat.map(
      ({ id, path, required }: Record<string, unknown>) => ({
        id,
        path,
        required,
      }),
    );
    expect(
      flat.sort((a: { id: number }, b: { id: number }) => a.id - b.id),
    ).toEqual(fields);
    if (files === null) expect(json.files).toBeNull();
    else expect(json.files).toMatchObject(files);
    expect([...warnings, ...json.warnings]).toEqual([]);
  });

  it('plans a scan that has each live data file once, and every delete file that a snapshot without dangling deletes has', async () => {
    const { io, metadata } = await open(table);
    const files = (await inspectTable(io, metadata)).files;
    if (!files || metadata.currentSnapshotId === undefined) return;
    const { dataFiles } = await planScan(
      io,
      metadata,
      metadata.currentSnapshotId,
    );
    expect(new Set(dataFiles.map(({ file }) => file.filePath)).size).toBe(
      files.dataFiles,
    );
    const applied = dataFiles.flatMap(({ deletes }) =>
      deletes.map(({ file }) => `${file.filePath}@${file.contentOffset}`),
    );
    expect(new Set(applied).size).toBe(
      files.positionDeleteFiles +
        files.equalityDeleteFiles +
        files.deletionVectors,
    );
    expect(files.deleteFilesPerDataFile).toBeCloseTo(
      applied.length / Math.max(1, dataFiles.length),
    );
  });

  it('compares snapshots to the same numbers as their summaries state, reading only what differs', async () => {
    const { io, metadata } = await open(table);
    for (const {
      snapshotId,
      parentSnapshotId,
      summary,
    } of metadata.snapshots) {
      if (parentSnapshotId === undefined) continue;
      io.reads.clear();
      const difference = await compareSnapshots(
        io,
        metadata,
        parentSnapshotId,
        snapshotId,
      );
      expect(difference).toMatchObject({ incomplete: false, isAncestor: true });
      const { dataFiles } = difference;
      expect([dataFiles.addedFiles, dataFiles.removedFiles]).toEqual([
        Number(summary['added-data-files'] ?? 0),
        Number(summary['deleted-data-files'] ?? 0),
      ]);
      const lists = [...io.reads.keys()].filter(location =>
        location.includes('/snap-'),
      );
      expect(lists).toHaveLength(2);
      expect(io.readCount - lists.length).toBeLessThanOrEqual(
        Number(summary['manifests-created'] ?? 2) +
          Number(summary['manifests-replaced'] ?? 2),
      );
      expect(dataFiles.addedRecords).toBe(
        BigInt(summary['added-records'] ?? 0),
      );
    }
  });
});
