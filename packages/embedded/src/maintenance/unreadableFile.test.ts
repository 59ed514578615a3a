import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useLakehouse } from '../testing/useLakehouse';

jest.setTimeout(60_000);

const TABLE = 'silver.readings';

describe('a damaged file that a compaction meets', () => {
  const the = useLakehouse();

  /** Five files of one table; those that the last write made. */
  async function fill(): Promise<string[]> {
    await the.lake.createTable(TABLE, {
      columns: [
        { name: 'id', type: 'long' },
        { name: 'text', type: 'string' },
      ],
    });
    const { metadata } = await the.lake.loadTable(TABLE);
    const folder = join(metadata.location.replace(/^file:\/\//, ''), 'data');
    const seen = new Set<string>();
    const added: string[] = [];
    for (let batch = 0; batch < 5; batch++) {
      await the.lake.append(TABLE, {
        sql: `SELECT i AS id, md5(i::VARCHAR) AS text FROM range(${
          batch * 500
        }, ${batch * 500 + 500}) t(i)`,
      });
      for (const name of readdirSync(folder))
        if (!seen.has(name) && name.endsWith('.parquet')) {
          seen.add(name);
          added.push(join(folder, name));
        }
    }
    return added;
  }

  it('is named, and by the comparison of rows, too; the table stays as it was', async () => {
    const files = await fill();
    expect(files).toHaveLength(5);
    const damaged = files[3];
    const bytes = readFileSync(damaged);
    // Within its pages: the footer, which is looked at first, is as it should be.
    bytes.fill(0xff, 4, 200);
    writeFileSync(damaged, bytes);
    const before = await the.lake.loadTable(TABLE);
    const failure = await the.lake
      .rewriteDataFiles(TABLE)
      .catch(error => error);
    expect(failure.name).toBe('ValidationError');
    expect(failure.message).toMatch(
      /^The rows cannot be written, since .* cannot be read: \S/,
    );
    expect(failure.message).toContain(damaged);
    await expect(the.lake.contentChecksum(TABLE)).rejects.toThrow(
      `${damaged} cannot be read`,
    );
    for (const file of files.filter(other => other !== damaged))
      expect(failure.message).not.toContain(file);
    expect((await the.lake.loadTable(TABLE)).metadata.currentSnapshotId).toBe(
      before.metadata.currentSnapshotId,
    );
  });

  it('holds up nothing once it is back', async () => {
    const files = await fill();
    const whole = readFileSync(files[0]);
    writeFileSync(files[0], whole.subarray(0, whole.length / 2));
    await expect(the.lake.rewriteDataFiles(TABLE)).rejects.toThrow(files[0]);
    writeFileSync(files[0], whole);
    expect(await the.lake.rewriteDataFiles(TABLE)).toMatchObject({
      rewrittenDataFiles: 5,
      addedDataFiles: 1,
    });
  });

  it('is named where it has deletes, and no data file that these apply to', async () => {
    const files = await fill();
    await the.lake.delete(TABLE, { where: 'id IN (3, 1600)' });
    const { metadata } = await the.lake.loadTable(TABLE);
    const folder = join(metadata.location.replace(/^file:\/\//, ''), 'data');
    const deletes = readdirSync(folder)
      .map(name => join(folder, name))
      .find(path => !files.includes(path))!;
    const bytes = readFileSync(deletes);
    bytes.fill(0xff, 4, 60);
    writeFileSync(deletes, bytes);
    const failure = await the.lake
      .rewriteDataFiles(TABLE, { rewriteAll: true })
      .catch(error => error);
    expect(failure.message).toContain(`${deletes} cannot be read`);
    for (const file of files) expect(failure.message).not.toContain(file);
    expect((await the.lake.loadTable(TABLE)).metadata.currentSnapshotId).toBe(
      metadata.currentSnapshotId,
    );
  });
});
